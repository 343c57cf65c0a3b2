package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training leaves a model, its report and the isolation forest. */
@Tag("S1-27")
class TrainingTests {

  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  @TempDir private Path folder;

  @BeforeAll
  static void xgboostLoads() throws IOException {
    SmallBank.assumeTraining();
  }

  @Test
  @Tag("S1-34")
  void oneSeedGivesOneModelToTheByte() throws IOException {
    var first = train("first", 1);
    var again = train("again", 1);
    var other = train("other", 2);

    assertThat(folder.resolve("first/model.json")).hasSameBinaryContentAs(file("again"));
    assertThat(folder.resolve("first/anomaly.json"))
        .hasSameBinaryContentAs(folder.resolve("again/anomaly.json"));
    assertThat(again.modelVersion()).isEqualTo(first.modelVersion());
    assertThat(other.modelVersion()).isNotEqualTo(first.modelVersion());
  }

  @Test
  @Tag("S1-35")
  void theReportSaysWhereTheModelComesFromAndHowGoodItIs() throws IOException {
    train("reported", 1);

    var report =
        new ObjectMapper().readTree(folder.resolve("reported/training_report.json").toFile());

    assertThat(report.get("trained_at").asText()).isEqualTo("2026-11-20T09:00:00Z");
    assertThat(report.get("model_sha256").asText())
        .isEqualTo(ModelFile.read(file("reported")).sha256());
    assertThat(report.at("/data/source").asText())
        .isEqualTo("generated: 600 customers, 1200 receivers, 60 days");
    assertThat(report.at("/data/seed").asLong()).isEqualTo(1);
    assertThat(report.at("/data/frauds").asInt()).isPositive();
    assertThat(report.at("/data/training/to").asText()).isEqualTo("2025-02-15");
    assertThat(report.at("/data/test/from").asText()).isEqualTo("2025-02-23");
    assertThat(report.at("/data/test/to").asText()).isEqualTo("2025-03-01");
    assertThat(report.at("/parameters/max_bin").asInt()).isEqualTo(2048);
    assertThat(report.at("/metrics/average_precision").asDouble())
        .isGreaterThan(report.at("/anomaly_metrics/average_precision").asDouble());
    assertThat(report.at("/metrics/card_precision").asDouble())
        .isLessThanOrEqualTo(report.at("/metrics/card_precision_ceiling").asDouble());
    assertThat(report.get("feature_baselines")).hasSize(15);
    for (var baseline : report.get("feature_baselines")) {
      double shares = 0;
      for (var share : baseline.get("shares")) {
        shares += share.asDouble();
      }
      assertThat(shares).isCloseTo(1, within(1e-9));
      assertThat(baseline.get("shares")).hasSize(baseline.get("cuts").size() + 1);
    }
  }

  @Test
  void keptPaymentsTrainTheSameModel() throws IOException {
    var csv = folder.resolve("payments.csv.gz");
    var training = new Training(folder.resolve("kept"), 1, SmallBank.TRAIN_DAYS);
    training.writeSimulation(SmallBank.SIZE, csv);

    var fromFile = training.fromFile(csv, NOW);

    assertThat(fromFile.modelVersion()).isEqualTo(train("made-up", 1).modelVersion());
    assertThat(fromFile.data().source()).isEqualTo("payments.csv.gz");
  }

  @Test
  void aFewDaysAreTooFewToLearnFrom() {
    var training = new Training(folder, 1, 28);

    assertThatThrownBy(() -> training.fromSimulation(new SimulationSize(50, 500, 10), NOW))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "2024-11-30 to 2024-12-27 has 0 payments and 0 frauds: nothing to learn from or to"
                + " judge by");
    assertThat(folder).isEmptyDirectory();
  }

  private TrainingReport train(String name, long seed) throws IOException {
    return new Training(folder.resolve(name), seed, SmallBank.TRAIN_DAYS)
        .fromSimulation(SmallBank.SIZE, NOW);
  }

  private Path file(String name) {
    return folder.resolve(name).resolve("model.json");
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new Training(Files.createTempDirectory("casework"), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SimulationSize(0, 10, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SimulationSize(1_000_000, 10, 100))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
