package io.casework.intake;

/**
 * Why a message is dead-lettered; names the place and the rule, never the value.
 *
 * @param pointer JSON pointer of the first place that is wrong, empty for the whole message
 */
class Refusal extends RuntimeException {

  /** The reasons that producers and operators see on a dead letter. */
  enum Reason {
    TOO_LARGE,
    ENCODING,
    SCHEMA_INVALID,
    UNSUPPORTED_VERSION,
    SEMANTIC,
    CONFLICTING_DUPLICATE,
    INTERNAL_MAX_DELIVERY
  }

  private final Reason reason;
  private final String pointer;

  Refusal(Reason reason, String pointer, String rule) {
    super((pointer.isEmpty() ? "/" : pointer) + ": " + rule);
    this.reason = reason;
    this.pointer = pointer;
  }

  /** For a message that failed on every delivery without anybody knowing why. */
  static Refusal afterLastTry(RuntimeException cause) {
    return new Refusal(
        Reason.INTERNAL_MAX_DELIVERY,
        "",
        "handling failed on every delivery (" + cause.getClass().getSimpleName() + ")");
  }

  /** For an event that no column can hold. */
  static Refusal notStorable() {
    return new Refusal(Reason.SEMANTIC, "", "a value cannot be stored");
  }

  Reason reason() {
    return reason;
  }

  String pointer() {
    return pointer;
  }
}
