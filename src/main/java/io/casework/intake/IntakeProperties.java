package io.casework.intake;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are taken from the bus.
 *
 * @param inboundConcurrency events in hand at once; as many may share a transaction
 * @param routedConcurrency routed cases in hand at once, per subscription
 * @param drain how long a stop waits for what is being handled
 * @param limits where it pauses
 */
@Validated
@ConfigurationProperties(prefix = "casework.intake", ignoreUnknownFields = false)
record IntakeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("16") @Min(1) int inboundConcurrency,
    @DefaultValue("16") @Min(1) int routedConcurrency,
    @DefaultValue("PT20S") Duration drain,
    @DefaultValue @Valid Limits limits) {

  /**
   * Where intake pauses; it goes on at half of them.
   *
   * @param interval how often they are looked at
   * @param databaseWait for a connection and a small question
   * @param diskFree percent of the data folder's disk; 2 GB are always enough
   * @param jobs due, and nobody at work on them
   * @param jobAge of the oldest of these
   */
  record Limits(
      @DefaultValue("PT1S") Duration interval,
      @DefaultValue("PT1S") Duration databaseWait,
      @DefaultValue("5") @Min(0) int diskFree,
      @DefaultValue("2000") @Min(1) int jobs,
      @DefaultValue("PT60S") Duration jobAge) {}
}
