package io.casework.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the SQL of subscription filters.
 *
 * <p>One method per level of precedence, from OR down to a single value.
 */
final class SqlParser {

  private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<=", ">=", "<", ">");
  private static final Set<String> RESERVED =
      Set.of("and", "or", "not", "in", "is", "like", "escape", "exists", "newid");

  private final List<SqlToken> tokens;
  private int at;

  private SqlParser(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  static SqlTerm parse(String expression) {
    try {
      SqlParser parser = new SqlParser(SqlToken.split(expression));
      SqlTerm term = parser.either();
      if (parser.peek().kind() != SqlToken.Kind.END) {
        throw parser.unexpected();
      }
      return term;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the SQL expression \"" + expression + "\" cannot be read: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("the SQL expression is nested too deeply", e);
    }
  }

  private SqlTerm either() {
    SqlTerm left = both();
    while (accept("OR")) {
      left = SqlTerms.or(left, both());
    }
    return left;
  }

  private SqlTerm both() {
    SqlTerm left = negation();
    while (accept("AND")) {
      left = SqlTerms.and(left, negation());
    }
    return left;
  }

  private SqlTerm negation() {
    return accept("NOT") ? SqlTerms.not(negation()) : comparison();
  }

  private SqlTerm comparison() {
    if (accept("EXISTS")) {
      expect("(");
      SqlTerm property = property(next());
      expect(")");
      return message -> property.valueFor(message) != null;
    }
    SqlTerm left = sum();
    if (accept("IS")) {
      boolean negated = accept("NOT");
      expect("NULL");
      return message -> (left.valueFor(message) == null) != negated;
    }
    boolean negated = accept("NOT");
    if (accept("IN")) {
      SqlTerm in = SqlTerms.in(left, list());
      return negated ? SqlTerms.not(in) : in;
    }
    if (accept("LIKE")) {
      SqlTerm pattern = sum();
      SqlTerm like = SqlTerms.like(left, pattern, accept("ESCAPE") ? sum() : null);
      return negated ? SqlTerms.not(like) : like;
    }
    if (negated) {
      throw unexpected();
    }
    if (peek().kind() == SqlToken.Kind.SYMBOL && COMPARISONS.contains(peek().text())) {
      String operator = next().text();
      return SqlTerms.compare(operator, left, sum());
    }
    return left;
  }

  private List<SqlTerm> list() {
    List<SqlTerm> values = new ArrayList<>();
    expect("(");
    do {
      values.add(sum());
    } while (accept(","));
    expect(")");
    return values;
  }

  private SqlTerm sum() {
    SqlTerm left = product();
    while (peek().is("+") || peek().is("-")) {
      left = SqlTerms.calculate(next().text(), left, product());
    }
    return left;
  }

  private SqlTerm product() {
    SqlTerm left = value();
    while (peek().is("*") || peek().is("/") || peek().is("%")) {
      left = SqlTerms.calculate(next().text(), left, value());
    }
    return left;
  }

  private SqlTerm value() {
    if (accept("(")) {
      SqlTerm inner = either();
      expect(")");
      return inner;
    }
    if (accept("-")) {
      return SqlTerms.calculate("-", message -> 0L, value());
    }
    if (accept("+")) {
      return value();
    }
    SqlToken token = peek();
    if (token.is("property") || token.is("p")) {
      SqlToken word = next();
      if (!accept("(")) {
        return property(word);
      }
      SqlTerm property = property(next());
      expect(")");
      return property;
    }
    return switch (token.kind()) {
      case STRING -> SqlTerms.constant(next().text());
      case NUMBER -> SqlTerms.constant(number(next().text()));
      case WORD, QUOTED_NAME -> wordValue(next());
      default -> throw unexpected();
    };
  }

  private SqlTerm wordValue(SqlToken token) {
    if (token.is("TRUE") || token.is("FALSE")) {
      return SqlTerms.constant(token.is("TRUE"));
    }
    return token.is("NULL") ? message -> null : property(token);
  }

  private SqlTerm property(SqlToken token) {
    String name = token.text();
    if (token.kind() != SqlToken.Kind.WORD && token.kind() != SqlToken.Kind.QUOTED_NAME) {
      throw new IllegalArgumentException("expected a property but found '" + name + "'");
    }
    if (token.kind() == SqlToken.Kind.QUOTED_NAME) {
      return message -> SqlValues.plain(message.user(name));
    }
    String lowerCase = name.toLowerCase(Locale.ROOT);
    if (RESERVED.contains(lowerCase) || name.startsWith("@") || name.startsWith("#")) {
      throw new IllegalArgumentException("'" + name + "' is no property");
    }
    if (lowerCase.startsWith("sys.")) {
      return message -> SqlValues.plain(message.system(name.substring(4)));
    }
    String user = lowerCase.startsWith("user.") ? name.substring(5) : name;
    return message -> SqlValues.plain(message.user(user));
  }

  private static Object number(String text) {
    try {
      return text.matches("\\d+") ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
  }

  private SqlToken peek() {
    return tokens.get(at);
  }

  private SqlToken next() {
    SqlToken token = tokens.get(at);
    if (token.kind() == SqlToken.Kind.END) {
      throw unexpected();
    }
    at++;
    return token;
  }

  private boolean accept(String wordOrSymbol) {
    boolean found = peek().is(wordOrSymbol);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String wordOrSymbol) {
    if (!accept(wordOrSymbol)) {
      throw new IllegalArgumentException(
          "expected " + wordOrSymbol + " but found '" + peek().text() + "'");
    }
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("unexpected '" + peek().text() + "'");
  }
}
