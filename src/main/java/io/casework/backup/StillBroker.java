package io.casework.backup;

import java.io.IOException;

/** The embedded broker, as a backup needs it. */
public interface StillBroker {

  /**
   * Does something while the broker accepts, delivers and settles nothing and its files do not
   * change.
   */
  void whileStill(Work work) throws IOException;

  /** What is done meanwhile; it should take seconds. */
  @FunctionalInterface
  interface Work {

    void run() throws IOException;
  }
}
