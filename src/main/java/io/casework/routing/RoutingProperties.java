package io.casework.routing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Thresholds that the routing table reads, and the control sample.
 *
 * @param thresholdMid from here a case is reviewed
 * @param thresholdHigh from here it is high risk
 * @param controlSampleShare share of the cases below every threshold that is reviewed all the same,
 *     so that labels are not biased; 0 to 1
 * @param controlSampleSeed changes which cases are drawn
 */
@Validated
@ConfigurationProperties(prefix = "casework.routing", ignoreUnknownFields = false)
public record RoutingProperties(
    @DefaultValue("0.60") @DecimalMin("0") @DecimalMax("1") double thresholdMid,
    @DefaultValue("0.80") @DecimalMin("0") @DecimalMax("1") double thresholdHigh,
    @DefaultValue("0.01") @DecimalMin("0") @DecimalMax("1") double controlSampleShare,
    @DefaultValue("casework") String controlSampleSeed) {

  public RoutingProperties {
    if (thresholdMid > thresholdHigh) {
      throw new IllegalArgumentException(
          "casework.routing.threshold-mid must not be above threshold-high");
    }
  }

  /** The tier of a score: {@code high}, {@code medium} or {@code low}. */
  public String tierOf(double score) {
    return score >= thresholdHigh ? "high" : score >= thresholdMid ? "medium" : "low";
  }
}
