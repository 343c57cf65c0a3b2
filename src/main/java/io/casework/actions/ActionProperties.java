package io.casework.actions;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Thresholds that the table reads, and where the other systems live; without an address a system is
 * simulated here.
 *
 * @param freezeAbove above it, not at it, an account is frozen
 * @param secondFactorAbove above it, not at it, a second factor is asked for
 * @param undoWithin how long a case's decision can still undo what was done
 */
@Validated
@ConfigurationProperties(prefix = "casework.actions", ignoreUnknownFields = false)
public record ActionProperties(
    @DefaultValue("0.90") @DecimalMin("0") @DecimalMax("1") double freezeAbove,
    @DefaultValue("0.60") @DecimalMin("0") @DecimalMax("1") double secondFactorAbove,
    @DefaultValue("P180D") Duration undoWithin,
    @DefaultValue @Valid Target coreBanking,
    @DefaultValue @Valid Target crm,
    @DefaultValue @Valid Target ticketing) {

  public ActionProperties {
    if (secondFactorAbove > freezeAbove) {
      throw new IllegalArgumentException(
          "casework.actions.second-factor-above must not be above freeze-above");
    }
  }

  /** The longest that one action can take. */
  public Duration longest() {
    return Stream.of(coreBanking, crm, ticketing)
        .map(each -> each.connectTimeout().plus(each.readTimeout()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * One system over HTTP. Its times stay well below the time after which an abandoned action is
   * taken over.
   *
   * @param token bearer token, sent when set
   */
  record Target(
      @Nullable URI url,
      @Nullable String token,
      @DefaultValue("PT1S") @DurationMin(millis = 1) @DurationMax(seconds = 5)
          Duration connectTimeout,
      @DefaultValue("PT3S") @DurationMin(millis = 1) @DurationMax(seconds = 10)
          Duration readTimeout) {}
}
