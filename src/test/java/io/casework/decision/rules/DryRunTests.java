package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.facts;
import static io.casework.decision.rules.TestRules.rule;
import static io.casework.decision.rules.TestRules.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.casework.decision.rules.RecentTransactions.Past;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a dry run counts. */
class DryRunTests {

  private static final RuleSet DRAFT =
      set(rule("draft", "{'field':'amount_zar','op':'gt','value':100}", "0.1"));
  private static final RuleSet OTHERS =
      set(rule("other", "{'field':'channel','op':'eq','value':'api'}", "0.1"));

  @Test
  void nothingTriedGivesNoRates() {
    var result = run(List.of());

    assertThat(result.transactions()).isZero();
    assertThat(result.hitRate()).isNull();
    assertThat(result.precision()).isNull();
    assertThat(result.recall()).isNull();
  }

  @Test
  void withoutLabelsThereIsNoPrecision() {
    var result = run(List.of(past("1", 500, "card", null), past("2", 5, "card", null)));

    assertThat(result.hitRate()).isEqualByComparingTo("0.5");
    assertThat(result.labelledHits()).isZero();
    assertThat(result.precision()).isNull();
    assertThat(result.recall()).isNull();
  }

  @Test
  void hitsAreCountedAgainstLabelsAndOtherRules() {
    var result =
        run(
            List.of(
                past("hit, fraud", 500, "card", true),
                past("hit, fraud, caught anyway", 500, "api", true),
                past("hit, legitimate", 500, "card", false),
                past("hit, unknown", 500, "card", null),
                past("missed fraud", 50, "card", true),
                past("boundary, no hit", 100, "card", false)));

    assertThat(result.hits()).isEqualTo(4);
    assertThat(result.labelled()).isEqualTo(5);
    assertThat(result.labelledHits()).isEqualTo(3);
    assertThat(result.fraudHits()).isEqualTo(2);
    assertThat(result.frauds()).isEqualTo(3);
    assertThat(result.hitRate()).isEqualByComparingTo("0.6667");
    assertThat(result.precision()).isEqualByComparingTo("0.6667");
    assertThat(result.recall()).isEqualByComparingTo("0.6667");
    assertThat(result.onlyThisRule()).isEqualTo(3);
    assertThat(result.examples())
        .containsExactly(
            "hit, fraud", "hit, fraud, caught anyway", "hit, legitimate", "hit, unknown");
  }

  @Test
  void twentyExamplesAreEnough() {
    var payments = IntStream.range(0, 30).mapToObj(i -> past("t" + i, 500, "card", null)).toList();

    assertThat(run(payments).examples()).hasSize(20).startsWith("t0");
  }

  private static DryRun.Result run(List<Past> payments) {
    return DryRun.count(DRAFT, OTHERS, payments).result(payments.size(), Duration.ZERO);
  }

  private static Past past(String id, int amount, String channel, @Nullable Boolean fraud) {
    return new Past(id, facts("amount_zar", amount, "channel", channel), fraud);
  }
}
