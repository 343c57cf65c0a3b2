package io.casework.cases;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the analyst decides. */
public enum Decision {
  CONFIRM_FRAUD("confirm_fraud", "fraud"),
  LEGIT("legit", "legit"),
  /** Decided, but nothing a model should learn from. */
  PARTIAL("partial", null);

  private final String wireName;
  private final @Nullable String label;

  Decision(String wireName, @Nullable String label) {
    this.wireName = wireName;
    this.label = label;
  }

  public static Decision of(@Nullable String wireName) {
    return Arrays.stream(values())
        .filter(decision -> decision.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new ResolutionRefused("decision", "must be one of confirm_fraud, legit, partial"));
  }

  /** The training label: {@code fraud}, {@code legit} or none. */
  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  /** The decision that the Decision Service's suggestion amounts to; a challenge suggests none. */
  public static Optional<Decision> suggestedBy(String action) {
    if (action.equals("block")) {
      return Optional.of(CONFIRM_FRAUD);
    }
    return action.equals("allow_with_review") ? Optional.of(LEGIT) : Optional.empty();
  }

  @Override
  public String toString() {
    return wireName;
  }
}
