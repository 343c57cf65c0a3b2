package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.counted;
import static io.casework.decision.rules.TestRules.facts;
import static io.casework.decision.rules.TestRules.rule;
import static io.casework.decision.rules.TestRules.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.casework.decision.rules.RuleHit.Check;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a set of rules says of a payment. */
@Tag("S1-03")
class RuleSetTests {

  private static final String LARGE = "{'field':'amount_zar','op':'gt','value':50000}";
  private static final String API = "{'field':'channel','op':'eq','value':'api'}";

  @Test
  void noRulesSayNothing() {
    var result = set().evaluate(facts("amount_zar", 1));

    assertThat(result.score()).isEqualByComparingTo("0");
    assertThat(result.hits()).isEmpty();
    assertThat(result.hardBlock()).isEmpty();
    assertThat(result.asksForReview()).isFalse();
  }

  @Test
  @Tag("S4-22")
  void weightsAddUpToOneAtMost() {
    var set = set(rule("a", LARGE, "0.25"), rule("b", API, "0.45"), rule("c", LARGE, "0.40"));

    var some = set.evaluate(facts("amount_zar", 60_000));
    var all = set.evaluate(facts("amount_zar", 60_000, "channel", "api"));

    assertThat(some.score()).isEqualTo(new BigDecimal("0.65"));
    assertThat(some.hits()).extracting(RuleHit::ruleId).containsExactly("c", "a");
    assertThat(all.score()).isEqualByComparingTo("1");
    assertThat(all.hits()).extracting(RuleHit::ruleId).containsExactly("b", "c", "a");
  }

  @Test
  @Tag("S1-84")
  void aTraceNamesFieldOperatorThresholdAndActual() {
    var set = set(rule("a", "{'all':[%s,{'any':[%s,%s]}]}".formatted(LARGE, API, LARGE), "0.2"));

    var hit = set.evaluate(facts("amount_zar", 60_000.5, "channel", "card")).hits().get(0);

    assertThat(hit.trace())
        .containsExactly(
            new Check("amount_zar", "gt", new BigDecimal(50000), 60_000.5, true),
            new Check("channel", "eq", "api", "card", false),
            new Check("amount_zar", "gt", new BigDecimal(50000), 60_000.5, true));
  }

  @Test
  void aTraceShowsWhatWasNotKnown() {
    var set = set(rule("a", "{'field':'device','op':'is_empty'}", "0.2"));

    assertThat(set.evaluate(facts()).hits().get(0).trace())
        .containsExactly(new Check("device", "is_empty", true, null, true));
  }

  @Test
  void eachFactIsReadOnceHoweverManyRulesAsk() {
    var asked = new AtomicInteger();
    var set = set(rule("a", LARGE, "0.1"), rule("b", LARGE, "0.1"), rule("c", API, "0.1"));

    set.evaluate(counted(asked, facts("amount_zar", 60_000)));

    assertThat(asked).hasValue(2);
  }

  @Test
  void theVersionNamesTheRulesAndTheirVersions() {
    var one = rule("a", LARGE, "0.1");
    var two = rule("b", API, "0.1");
    var changed = new RuleVersion("b", 2, two.content(), "lead-1", Instant.EPOCH);

    assertThat(set(one, two).version()).isEqualTo(set(two, one).version()).hasSize(16);
    assertThat(set(one, changed).version()).isNotEqualTo(set(one, two).version());
    assertThat(set(one).version()).isNotEqualTo(set(one, two).version());
    assertThat(set(one, changed).versions()).containsEntry("a", 1).containsEntry("b", 2);
  }
}
