package io.casework.decision;

import io.casework.alerts.Severity;
import io.casework.decision.context.Tier;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How payments are scored.
 *
 * @param rates what one unit of a currency is worth in the base currency, ZAR
 * @param alertHigh from this score an alert of severity HIGH is raised
 * @param alertCritical from this score it is CRITICAL
 * @param alertFloor the least severity that is raised: HIGH or CRITICAL
 * @param velocity how much in how short a time is too much
 * @param anomalyZScore the z-score at which an amount is as odd as can be
 * @param lanes how many transactions score at the same time
 * @param paymentsPerCommit how many payments may share one
 * @param linkBase https address of this interface for the links in case events; none without it
 */
@Validated
@ConfigurationProperties(prefix = "casework.decision.scoring", ignoreUnknownFields = false)
record DecisionProperties(
    @DefaultValue Map<String, BigDecimal> rates,
    @DefaultValue("0.7") @DecimalMin("0") @DecimalMax("1") BigDecimal alertHigh,
    @DefaultValue("0.9") @DecimalMin("0") @DecimalMax("1") BigDecimal alertCritical,
    @DefaultValue("HIGH") Severity alertFloor,
    @DefaultValue @Valid Velocity velocity,
    @DefaultValue("3.0") @DecimalMin("0.1") double anomalyZScore,
    @DefaultValue @Valid Weights weights,
    @DefaultValue @Valid Bands bands,
    @Nullable String linkBase,
    @DefaultValue("2") @Min(1) int lanes,
    @DefaultValue("32") @Min(1) int paymentsPerCommit) {

  DecisionProperties {
    rates = Map.copyOf(rates);
    if (alertHigh.compareTo(alertCritical) > 0) {
      throw new IllegalArgumentException(
          "casework.decision.scoring.alert-high must not be above alert-critical");
    }
  }

  /** How loud an alert about such a score is; empty for none. */
  Optional<Severity> alertFor(BigDecimal score) {
    return Stream.of(Severity.CRITICAL, Severity.HIGH)
        .filter(
            severity ->
                score.compareTo(severity == Severity.CRITICAL ? alertCritical : alertHigh) >= 0)
        .findFirst()
        .filter(severity -> severity.compareTo(alertFloor) >= 0);
  }

  /**
   * @param window how far back payments count
   * @param maxCount as many are as risky as can be
   * @param maxTotal as much, in the base currency, is as risky as can be
   */
  record Velocity(
      @DefaultValue("PT5M") Duration window,
      @DefaultValue("10") @Min(1) int maxCount,
      @DefaultValue("50000") @DecimalMin("1") BigDecimal maxTotal) {}

  /** Shares of the signals in the rule score, and of the rule score beside the model, by tier. */
  record Weights(
      @DefaultValue("0.35") BigDecimal rules,
      @DefaultValue("0.33") BigDecimal velocity,
      @DefaultValue("0.32") BigDecimal anomaly,
      @DefaultValue("0.8") BigDecimal newCustomer,
      @DefaultValue("0.8") BigDecimal bronze,
      @DefaultValue("0.6") BigDecimal silver,
      @DefaultValue("0.4") BigDecimal gold) {

    /** The rule score's share; the model has the rest. */
    BigDecimal ruleShare(Tier tier, boolean isNew) {
      if (isNew) {
        return newCustomer;
      }
      return switch (tier) {
        case BRONZE -> bronze;
        case SILVER -> silver;
        case GOLD -> gold;
      };
    }
  }

  /** Where the next band of risk begins. */
  record Bands(
      @DefaultValue("0.30") BigDecimal moderate,
      @DefaultValue("0.60") BigDecimal high,
      @DefaultValue("0.80") BigDecimal veryHigh) {

    RiskLevel of(BigDecimal score) {
      if (score.compareTo(veryHigh) >= 0) {
        return RiskLevel.VERY_HIGH;
      }
      if (score.compareTo(high) >= 0) {
        return RiskLevel.HIGH;
      }
      return score.compareTo(moderate) >= 0 ? RiskLevel.MODERATE : RiskLevel.LOW;
    }
  }
}
