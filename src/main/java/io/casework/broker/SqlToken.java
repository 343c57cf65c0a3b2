package io.casework.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The smallest piece of a SQL expression. */
record SqlToken(Kind kind, String text) {

  enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  private static final Set<String> LONG_SYMBOLS = Set.of("<>", "!=", "<=", ">=");
  private static final String SYMBOLS = "=<>+-*/%(),";

  boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
  }

  static List<SqlToken> split(String expression) {
    List<SqlToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      int start = at;
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '\'' || c == '"' || c == '[') {
        char closing = c == '[' ? ']' : c;
        at = endOfQuoted(expression, at, closing);
        String text = expression.substring(start + 1, at - 1);
        text = text.replace("" + closing + closing, "" + closing);
        tokens.add(new SqlToken(c == '\'' ? Kind.STRING : Kind.QUOTED_NAME, text));
      } else if (Character.isDigit(c)) {
        at = endOfNumber(expression, at);
        tokens.add(new SqlToken(Kind.NUMBER, expression.substring(start, at)));
      } else if (Character.isLetter(c) || c == '_' || c == '@' || c == '#') {
        at = endOfWord(expression, at);
        tokens.add(new SqlToken(Kind.WORD, expression.substring(start, at)));
      } else {
        String two = expression.substring(at, Math.min(at + 2, expression.length()));
        at += LONG_SYMBOLS.contains(two) ? 2 : 1;
        if (SYMBOLS.indexOf(c) < 0 && !two.equals("!=")) {
          throw new IllegalArgumentException("unexpected '" + c + "' at position " + (start + 1));
        }
        tokens.add(new SqlToken(Kind.SYMBOL, expression.substring(start, at)));
      }
    }
    tokens.add(new SqlToken(Kind.END, "the end"));
    return tokens;
  }

  /** A doubled closing quote stands for itself. */
  private static int endOfQuoted(String expression, int start, char closing) {
    for (int at = start + 1; at < expression.length(); at++) {
      if (expression.charAt(at) == closing) {
        if (at + 1 < expression.length() && expression.charAt(at + 1) == closing) {
          at++;
        } else {
          return at + 1;
        }
      }
    }
    throw new IllegalArgumentException(
        "no closing " + closing + " for what begins at position " + (start + 1));
  }

  private static int endOfNumber(String expression, int start) {
    int at = start;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      boolean signOfExponent =
          (c == '+' || c == '-') && "eE".indexOf(expression.charAt(at - 1)) >= 0;
      if (!Character.isLetterOrDigit(c) && c != '.' && !signOfExponent) {
        break;
      }
      at++;
    }
    return at;
  }

  private static int endOfWord(String expression, int start) {
    int at = start;
    while (at < expression.length()
        && (Character.isLetterOrDigit(expression.charAt(at))
            || "_.@$#".indexOf(expression.charAt(at)) >= 0
            || isHyphenOfSystemName(expression, start, at))) {
      at++;
    }
    return at;
  }

  /** Only system properties are written with hyphens; elsewhere a hyphen subtracts. */
  private static boolean isHyphenOfSystemName(String expression, int start, int at) {
    return expression.charAt(at) == '-' && expression.regionMatches(true, start, "sys.", 0, 4);
  }
}
