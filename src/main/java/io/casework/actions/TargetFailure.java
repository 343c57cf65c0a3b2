package io.casework.actions;

/** Another system did not do what it was asked; the message names no customer and no payload. */
public final class TargetFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean refused;

  private TargetFailure(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** It understood and says no: the same order will not do better later without somebody's help. */
  static TargetFailure refused(String target, String why) {
    return new TargetFailure("%s refused: %s".formatted(target, why), true);
  }

  /** It is away, or too slow, or too busy: the order may even have arrived. */
  static TargetFailure unavailable(String target, String why) {
    return new TargetFailure("%s is not available: %s".formatted(target, why), false);
  }

  public boolean refused() {
    return refused;
  }
}
