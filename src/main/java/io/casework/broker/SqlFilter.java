package io.casework.broker;

/**
 * Wants messages for which a SQL expression is true.
 *
 * <p>An expression is true, false or unknown, as in SQL; unknown is not enough.
 */
record SqlFilter(String expression, SqlTerm condition) implements RuleFilter {

  SqlFilter(String expression) {
    this(expression, SqlParser.parse(expression));
  }

  @Override
  public boolean matches(MessageProperties message) {
    return Boolean.TRUE.equals(condition.valueFor(message));
  }
}
