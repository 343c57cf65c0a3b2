package io.casework.decision.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * {@code regex}: a text in which the pattern is found somewhere.
 *
 * <p>RE2 never backtracks: its time is the pattern's size times the text's length, and both are
 * bounded here.
 */
@Component
final class Regex implements Operator {

  private static final int MOST_STEPS = 500;
  private static final int MOST_TEXT = 1000;
  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

  @Override
  public String name() {
    return "regex";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.TEXT);
  }

  @Override
  public String takes() {
    return "an RE2 pattern of at most 200 characters; the first 1,000 of the text are searched";
  }

  @Override
  public Operand read(Literal value) {
    var text = value.text();
    var pattern = compile(value, text);
    return Operand.ofTexts(
        "matches",
        text,
        actual ->
            pattern
                .matcher(actual.length() > MOST_TEXT ? actual.substring(0, MOST_TEXT) : actual)
                .find());
  }

  private static Pattern compile(Literal value, String text) {
    // Repetitions within repetitions multiply, and RE2 writes them out before it can be asked.
    var copies =
        COUNTED
            .matcher(text)
            .results()
            .mapToLong(
                counted ->
                    Math.max(
                        Long.parseLong(counted.group(1)),
                        counted.group(2) == null || counted.group(2).isEmpty()
                            ? 1
                            : Long.parseLong(counted.group(2))))
            .reduce(1, (all, each) -> Math.min(MOST_STEPS + 1, all * Math.max(1, each)));
    if (copies > MOST_STEPS) {
      throw value.refused("repeats too often");
    }
    try {
      var pattern = Pattern.compile(text);
      if (pattern.programSize() > MOST_STEPS) {
        throw value.refused("is too large a pattern");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw value.refused("must be an RE2 pattern: " + e.getDescription());
    }
  }
}
