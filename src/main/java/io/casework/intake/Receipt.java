package io.casework.intake;

/** What became of an event that was good. */
enum Receipt {
  OPENED,
  DUPLICATE
}
