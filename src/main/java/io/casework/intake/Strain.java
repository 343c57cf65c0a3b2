package io.casework.intake;

/** What can run short while messages are taken. */
enum Strain {
  /** Connections are waited for, or nobody answers. */
  DATABASE,
  /** This node's clock is wrong: what it took in would be due at a wrong time. */
  CLOCK,
  /** The data folder's disk fills up. */
  DISK,
  /** Cases are opened faster than the engine works on them. */
  JOBS;

  /** Whether it also stops the messages that end work which was begun, such as routed cases. */
  boolean stopsAll() {
    return this != JOBS;
  }
}
