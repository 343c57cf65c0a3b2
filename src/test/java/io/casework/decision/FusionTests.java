package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.decision.DecisionProperties.Bands;
import io.casework.decision.DecisionProperties.Weights;
import io.casework.decision.context.Tier;
import io.casework.decision.rules.RuleHit;
import io.casework.decision.rules.RuleResult;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionTests {

  private static final Weights WEIGHTS =
      new Weights(
          decimal("0.35"),
          decimal("0.33"),
          decimal("0.32"),
          decimal("0.8"),
          decimal("0.8"),
          decimal("0.6"),
          decimal("0.4"));
  private static final Bands BANDS = new Bands(decimal("0.30"), decimal("0.60"), decimal("0.80"));

  @Test
  @Tag("S4-87")
  void aRiskyBronzePaymentIsAboveTheMiddle() {
    var share = WEIGHTS.ruleShare(Tier.BRONZE, false);

    assertThat(Fusion.mix(decimal("0.80"), decimal("0.20"), share)).isEqualByComparingTo("0.68");
  }

  @Test
  @Tag("S4-88")
  void aQuietGoldPaymentIsLow() {
    var share = WEIGHTS.ruleShare(Tier.GOLD, false);

    assertThat(Fusion.mix(decimal("0.10"), decimal("0.15"), share)).isEqualByComparingTo("0.13");
  }

  @ParameterizedTest
  @Tag("S4-37")
  @Tag("S4-38")
  @Tag("S4-39")
  @Tag("S4-40")
  @CsvSource({"BRONZE,false,0.8", "SILVER,false,0.6", "GOLD,false,0.4", "GOLD,true,0.8"})
  void theTierSetsTheShareAndANewCustomerBeatsIt(Tier tier, boolean isNew, BigDecimal share) {
    assertThat(WEIGHTS.ruleShare(tier, isNew)).isEqualByComparingTo(share);
  }

  @ParameterizedTest
  @Tag("S4-43")
  @Tag("S4-44")
  @Tag("S4-45")
  @Tag("S4-46")
  @CsvSource({
    "0.0000,LOW,ALLOW",
    "0.2999,LOW,ALLOW",
    "0.3000,MODERATE,WARNING",
    "0.5999,MODERATE,WARNING",
    "0.6000,HIGH,OTP_REQUIRED",
    "0.7999,HIGH,OTP_REQUIRED",
    "0.8000,VERY_HIGH,BLOCK",
    "1.0000,VERY_HIGH,BLOCK"
  })
  void bandsAreClosedBelowAndOpenAbove(BigDecimal score, RiskLevel level, RiskLevel.Action action) {
    assertThat(BANDS.of(score)).isEqualTo(level);
    assertThat(level.action()).isEqualTo(action);
  }

  @Test
  @Tag("S1-03")
  @Tag("S1-04")
  @Tag("S1-05")
  void threeSignalsAreWeighed() {
    var fusion = new Fusion(WEIGHTS, rules("0.25"), decimal("0.5"), decimal("1"));

    // 0.35 x 0.25 + 0.33 x 0.5 + 0.32 x 1
    assertThat(fusion.ruleScore()).isEqualByComparingTo("0.5725");
  }

  @Test
  @Tag("S1-94")
  void anAbsentSignalLeavesItsWeightToTheOthers() {
    var fusion = new Fusion(WEIGHTS, rules("0.25"), decimal("0.5"), null);

    // (0.35 x 0.25 + 0.33 x 0.5) / 0.68
    assertThat(fusion.ruleScore().doubleValue()).isEqualTo(0.3713235294, offset());
  }

  @ParameterizedTest
  @CsvSource({"0.2,0.3", "0.0,0.0", "0.7,1.0", "0.333333,0.666667"})
  void contributionsAddUpToTheScoreToTheLastDigit(BigDecimal velocity, BigDecimal anomaly) {
    var fusion = new Fusion(WEIGHTS, rules("0.25", "0.45", "0.7"), velocity, anomaly);
    var share = decimal("0.6");
    var model = decimal("0.123456789");
    var score = Fusion.mix(fusion.ruleScore(), model, share);

    var parts = fusion.contributions(score, share, model);

    assertThat(
            parts.stream().map(Contribution::contribution).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(score);
    assertThat(parts).hasSize(6);
  }

  @Test
  @Tag("S4-41")
  void theScoreIsCapped() {
    assertThat(Fusion.mix(decimal("1"), decimal("1"), decimal("0.6"))).isEqualByComparingTo("1");
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  private static RuleResult rules(String... weights) {
    var hits =
        java.util.Arrays.stream(weights)
            .map(
                weight ->
                    new RuleHit(
                        "r-" + weight,
                        1,
                        "rule " + weight,
                        null,
                        decimal(weight),
                        false,
                        false,
                        List.of()))
            .toList();
    return new RuleResult(
        hits.stream()
            .map(RuleHit::weight)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .min(BigDecimal.ONE),
        hits);
  }

  private static BigDecimal decimal(String value) {
    return new BigDecimal(value);
  }
}
