package io.casework.decision;

/** How loud an alert is. */
enum Severity {
  HIGH,
  CRITICAL
}
