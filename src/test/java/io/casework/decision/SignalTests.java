package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalTests {

  private static final DecisionProperties.Velocity LIMITS =
      new DecisionProperties.Velocity(
          java.time.Duration.ofMinutes(5), 10, BigDecimal.valueOf(50_000));

  @ParameterizedTest
  @Tag("S1-04")
  @CsvSource({
    "1,1000,0.052,false", // 0.4 x 0.1 + 0.6 x 0.02
    "10,50000,1,false",
    "11,100,0.4012,true",
    "1,50000.01,0.64,true",
    "100,1000000,1,true"
  })
  void velocityCountsThisPaymentAndIsBreachedAboveTheLimit(
      long count, BigDecimal sum, BigDecimal score, boolean breached) {
    var facts = new FactMap(Map.of("velocity.count_5m", count, "velocity.sum_5m_zar", sum));

    assertThat(Velocity.score(facts, LIMITS)).isEqualByComparingTo(score);
    assertThat(Velocity.breached(facts, LIMITS)).isEqualTo(breached);
  }

  @ParameterizedTest
  @Tag("S1-05")
  @CsvSource({"1000,0", "1300,1", "1150,0.5", "850,0.5", "99999,1"})
  void anomalyIsTheShareOfThreeDeviations(BigDecimal amount, BigDecimal score) {
    assertThat(Anomaly.score(facts(amount, 3, "1000", "100"), 3.0)).isEqualByComparingTo(score);
  }

  @Test
  void twoEarlierAmountsAreTooFew() {
    assertThat(Anomaly.score(facts(BigDecimal.TEN, 2, "1000", "100"), 3.0)).isNull();
  }

  @Test
  void withoutDeviationTheSameAmountSaysNothingAndAnotherOneEverything() {
    assertThat(Anomaly.score(facts(new BigDecimal("1000.00"), 5, "1000", "0"), 3.0)).isNull();
    assertThat(Anomaly.score(facts(new BigDecimal("1000.01"), 5, "1000", "0"), 3.0))
        .isEqualByComparingTo("1");
  }

  private static FactMap facts(BigDecimal amount, long count, String mean, String deviation) {
    var facts = new HashMap<String, Object>();
    facts.put("amount_zar", amount);
    facts.put("history.count_30d", count);
    facts.put("history.average_30d", new BigDecimal(mean));
    facts.put("history.deviation_30d", new BigDecimal(deviation));
    return new FactMap(facts);
  }
}
