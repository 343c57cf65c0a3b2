package io.casework.wire;

/** What is wrong with a body: where and which rule, never the value. */
public final class Malformed extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String pointer;
  private final String rule;

  Malformed(Kind kind, String pointer, String rule) {
    super(pointer.isEmpty() ? rule : pointer + ": " + rule);
    this.kind = kind;
    this.pointer = pointer;
    this.rule = rule;
  }

  public Kind kind() {
    return kind;
  }

  /** JSON pointer to the value; empty for the whole body. */
  public String pointer() {
    return pointer;
  }

  public String rule() {
    return rule;
  }

  /** Which of the checks said no. */
  public enum Kind {
    TOO_LARGE,
    ENCODING,
    /** Not strict JSON, or not as the schema says. */
    SHAPE,
    /** As the schema says, and still not to be taken. */
    MEANING
  }
}
