package io.casework.decision.model;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * Where a model comes from and how good it is; lies beside it.
 *
 * @param trainedAt RFC 3339
 * @param modelSha256 of {@code model.json}
 * @param anomalyMetrics of the isolation forest, on the same test week
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TrainingReport(
    String trainedAt,
    double durationSeconds,
    String modelVersion,
    String modelSha256,
    String anomalyVersion,
    String anomalySha256,
    Data data,
    Map<String, Object> parameters,
    Quality metrics,
    Quality anomalyMetrics,
    List<String> featureNames,
    List<FeatureBaseline> featureBaselines) {

  /**
   * What it was trained and tested on.
   *
   * @param source {@code generated} or the file's name
   * @param seed of generator and training
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Data(
      String source, long seed, int rows, int frauds, Period training, Period test) {}

  /** Days are UTC, the last one included. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Period(String from, String to, int rows, int frauds) {

    static Period of(Object from, Object to, FeatureRows rows) {
      return new Period(from.toString(), to.toString(), rows.size(), rows.frauds());
    }
  }
}
