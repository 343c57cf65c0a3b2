package io.casework.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operators of a SQL expression make of their operands, in three-valued logic. */
final class SqlTerms {

  private SqlTerms() {}

  static SqlTerm constant(Object value) {
    return message -> value;
  }

  static SqlTerm or(SqlTerm left, SqlTerm right) {
    return message -> {
      Object a = left.valueFor(message);
      Object b = right.valueFor(message);
      if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
        return true;
      }
      return Boolean.FALSE.equals(a) && Boolean.FALSE.equals(b) ? false : null;
    };
  }

  static SqlTerm and(SqlTerm left, SqlTerm right) {
    return message -> {
      Object a = left.valueFor(message);
      Object b = right.valueFor(message);
      if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
        return false;
      }
      return Boolean.TRUE.equals(a) && Boolean.TRUE.equals(b) ? true : null;
    };
  }

  static SqlTerm not(SqlTerm term) {
    return message -> term.valueFor(message) instanceof Boolean value ? (Object) !value : null;
  }

  static SqlTerm calculate(String operator, SqlTerm left, SqlTerm right) {
    return message ->
        SqlValues.calculate(operator, left.valueFor(message), right.valueFor(message));
  }

  static SqlTerm compare(String operator, SqlTerm left, SqlTerm right) {
    return message -> {
      Object a = left.valueFor(message);
      Object b = right.valueFor(message);
      if (a == null || b == null) {
        return null;
      }
      Integer order = SqlValues.compare(a, b);
      boolean unequal = operator.equals("<>") || operator.equals("!=");
      if (order == null) {
        return unequal;
      }
      return switch (operator) {
        case "=" -> order == 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        default -> order != 0;
      };
    };
  }

  /** A list that holds an unknown value leaves it open whether a value is missing from it. */
  static SqlTerm in(SqlTerm left, List<SqlTerm> values) {
    return message -> {
      Object a = left.valueFor(message);
      if (a == null) {
        return null;
      }
      boolean unknown = false;
      for (SqlTerm value : values) {
        Object b = value.valueFor(message);
        if (SqlValues.equal(a, b)) {
          return true;
        }
        unknown |= b == null;
      }
      return unknown ? null : (Object) false;
    };
  }

  static SqlTerm like(SqlTerm left, SqlTerm pattern, @Nullable SqlTerm escape) {
    return message -> {
      Object escapeValue = escape == null ? null : escape.valueFor(message);
      return left.valueFor(message) instanceof String text
              && pattern.valueFor(message) instanceof String wanted
          ? (Object)
              SqlValues.like(wanted, escapeValue == null ? null : escapeValue.toString())
                  .matcher(text)
                  .matches()
          : null;
    };
  }
}
