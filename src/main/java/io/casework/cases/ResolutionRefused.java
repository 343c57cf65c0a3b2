package io.casework.cases;

/** A decision that breaks a rule; names the field and the rule, never the value. */
public class ResolutionRefused extends RuntimeException {

  private final String field;

  public ResolutionRefused(String field, String rule) {
    super(field + ": " + rule);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
