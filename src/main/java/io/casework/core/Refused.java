package io.casework.core;

/** A request that cannot be done as asked; the message is "field: rule", never the value. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String field;
  private final String rule;

  private Refused(Kind kind, String field, String rule) {
    super(field + ": " + rule);
    this.kind = kind;
    this.field = field;
    this.rule = rule;
  }

  /** A field breaks a rule; {@code field} is a JSON pointer or a parameter's name. */
  public static Refused field(String field, String rule) {
    return new Refused(Kind.INVALID, field, rule);
  }

  /** There is no such thing, or not for this caller. */
  public static Refused missing(String what) {
    return new Refused(Kind.MISSING, what, "does not exist");
  }

  /** It contradicts what is there already. */
  public static Refused conflict(String field, String rule) {
    return new Refused(Kind.CONFLICT, field, rule);
  }

  public Kind kind() {
    return kind;
  }

  public String field() {
    return field;
  }

  public String rule() {
    return rule;
  }

  /** What is wrong with the request, in the words of HTTP: 422, 404 and 409. */
  public enum Kind {
    INVALID,
    MISSING,
    CONFLICT
  }
}
