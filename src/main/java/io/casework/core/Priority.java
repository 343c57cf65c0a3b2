package io.casework.core;

/** How urgent a case is; P1 is worked first. */
public enum Priority {
  P1(90),
  P2(60),
  P3(30),
  P4(10);

  private final int taskPriority;

  Priority(int taskPriority) {
    this.taskPriority = taskPriority;
  }

  /** The number by which Tasklist sorts, higher first, 0 to 100. */
  public int taskPriority() {
    return taskPriority;
  }
}
