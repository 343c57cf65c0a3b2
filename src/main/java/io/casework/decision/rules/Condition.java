package io.casework.decision.rules;

import io.casework.decision.rules.RuleHit.Check;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A compiled condition. */
sealed interface Condition {

  /**
   * Whether it holds; stops at the first part that decides.
   *
   * @param trace where comparisons are written down, in order; null to leave that out
   */
  boolean holds(Reading reading, @Nullable List<Check> trace);

  /** In plain words: {@code amount_zar > 50,000 and channel is api}. */
  String words();

  record All(List<Condition> parts) implements Condition {

    @Override
    public boolean holds(Reading reading, @Nullable List<Check> trace) {
      for (var part : parts) {
        if (!part.holds(reading, trace)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String words() {
      return parts.stream()
          .map(
              part ->
                  part instanceof Any any && any.parts.size() > 1
                      ? "(" + any.words() + ")"
                      : part.words())
          .collect(Collectors.joining(" and "));
    }
  }

  record Any(List<Condition> parts) implements Condition {

    @Override
    public boolean holds(Reading reading, @Nullable List<Check> trace) {
      for (var part : parts) {
        if (part.holds(reading, trace)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String words() {
      return parts.stream()
          .map(
              part ->
                  part instanceof All all && all.parts.size() > 1
                      ? "(" + all.words() + ")"
                      : part.words())
          .collect(Collectors.joining(" or "));
    }
  }

  record Not(Condition part) implements Condition {

    @Override
    public boolean holds(Reading reading, @Nullable List<Check> trace) {
      return !part.holds(reading, trace);
    }

    @Override
    public String words() {
      return "not (" + part.words() + ")";
    }
  }

  /**
   * One comparison.
   *
   * @param slot where the reading keeps the fact
   */
  record Comparison(String field, int slot, String operator, Operand operand) implements Condition {

    @Override
    public boolean holds(Reading reading, @Nullable List<Check> trace) {
      var actual = reading.at(slot);
      var holds = actual == null ? operand.whenMissing() : operand.test().test(actual);
      if (trace != null) {
        var shown = actual instanceof Decimal decimal ? decimal.number() : actual;
        trace.add(new Check(field, operator, operand.threshold(), shown, holds));
      }
      return holds;
    }

    @Override
    public String words() {
      return field + " " + operand.words();
    }
  }
}
