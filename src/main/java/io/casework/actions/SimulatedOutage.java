package io.casework.actions;

import org.springframework.stereotype.Component;

/** Lets the simulated systems be away, refuse, or lose their answer: how it goes with real ones. */
@Component
class SimulatedOutage {

  private volatile Mode mode = Mode.NONE;

  void set(Mode mode) {
    this.mode = mode;
  }

  /** Does the work, unless the systems are told otherwise. */
  void around(String target, Runnable work) {
    switch (mode) {
      case AWAY -> throw TargetFailure.unavailable(target, "told to be away");
      case REFUSING -> throw TargetFailure.refused(target, "told to refuse");
      case ANSWER_LOST -> {
        work.run();
        throw TargetFailure.unavailable(target, "told to lose its answer");
      }
      case NONE -> work.run();
    }
  }

  enum Mode {
    NONE,
    AWAY,
    REFUSING,
    ANSWER_LOST
  }
}
