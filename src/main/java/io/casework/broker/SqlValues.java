package io.casework.broker;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Comparing, counting and matching the way SQL filters do. */
final class SqlValues {

  private SqlValues() {}

  /** Filters know four kinds of values; all else is compared by how it is written. */
  static @Nullable Object plain(@Nullable Object value) {
    return value == null
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof String
        ? value
        : value.toString();
  }

  /** Less than, equal to, greater than zero; null for values of different kinds. */
  static @Nullable Integer compare(Object left, Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return isWhole(a) && isWhole(b)
          ? Long.compare(a.longValue(), b.longValue())
          : Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return a.compareTo(b);
    }
    return null;
  }

  static boolean equal(@Nullable Object left, @Nullable Object right) {
    Object a = plain(left);
    Object b = plain(right);
    return a != null && b != null && Integer.valueOf(0).equals(compare(a, b));
  }

  static @Nullable Object calculate(
      String operator, @Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    if (operator.equals("+") && (left instanceof String || right instanceof String)) {
      return left + "" + right;
    }
    if (!(left instanceof Number a) || !(right instanceof Number b)) {
      return null;
    }
    if (isWhole(a) && isWhole(b)) {
      return whole(operator, a.longValue(), b.longValue());
    }
    return fraction(operator, a.doubleValue(), b.doubleValue());
  }

  /** Division by zero is unknown; a filter must never fail a send. */
  private static @Nullable Long whole(String operator, long a, long b) {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> b == 0 ? null : a / b;
      default -> b == 0 ? null : a % b;
    };
  }

  private static @Nullable Double fraction(String operator, double a, double b) {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> b == 0 ? null : a / b;
      default -> b == 0 ? null : a % b;
    };
  }

  static Pattern like(String pattern, @Nullable String escape) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (escape != null && escape.indexOf(c) == 0 && i + 1 < pattern.length()) {
        i++;
        regex.append(Pattern.quote(pattern.substring(i, i + 1)));
      } else if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte;
  }
}
