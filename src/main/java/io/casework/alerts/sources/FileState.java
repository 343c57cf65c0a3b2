package io.casework.alerts.sources;

/** Where a file from the drop folder stands. */
enum FileState {
  /** Every row is looked at before the first is taken. */
  CHECKING,
  TAKING,
  DONE,
  REFUSED,
  /** Somebody removed it before its last row was taken. */
  GONE
}
