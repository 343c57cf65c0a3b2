package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** There is a model from the first start on, and a bad file stops nobody. */
@Tag("S1-06")
@ExtendWith(OutputCaptureExtension.class)
class ModelsTests {

  @TempDir private Path folder;

  @Test
  @Tag("S1-26")
  void anInstallationWithoutModelsUsesTheShippedOnes() throws IOException {
    var models = new Models(new ModelProperties(true, folder));

    var current = models.current().orElseThrow();
    assertThat(current.version()).startsWith("xgboost-");
    assertThat(models.unsupervised().orElseThrow().version()).startsWith("isolation-forest-");
    var report = ModelFile.shipped("/models/default/training_report.json").json();
    assertThat(report.get("model_version").asText()).isEqualTo(current.version());
    assertThat(report.at("/metrics/roc_auc").asDouble()).isGreaterThan(.8);
  }

  @Test
  void aModelThatScoredOnceIsFoundByItsVersionWhenAnotherScores() throws IOException {
    SmallBank.assumeTraining();
    var now = Instant.parse("2026-11-20T09:00:00Z");
    new Training(folder, 3, SmallBank.TRAIN_DAYS).fromSimulation(SmallBank.SIZE, now);
    var former = new Models(new ModelProperties(true, folder)).current().orElseThrow().version();
    new Training(folder, 4, SmallBank.TRAIN_DAYS).fromSimulation(SmallBank.SIZE, now);

    var models = new Models(new ModelProperties(true, folder));

    assertThat(models.current().orElseThrow().version()).isNotEqualTo(former);
    assertThat(models.of(former).orElseThrow().version()).isEqualTo(former);
    var shipped = new Models(new ModelProperties(true, folder.resolve("none"))).current();
    assertThat(models.of(shipped.orElseThrow().version())).isPresent();
    assertThat(models.of("xgboost-../../etc/pa")).isEmpty();
  }

  @Test
  void theShippedModelsAreSmall() throws UnusableModel {
    int bytes = 0;
    for (var name : new String[] {ModelFolder.TREES, ModelFolder.ANOMALY, ModelFolder.REPORT}) {
      bytes += ModelFile.shipped("/models/default/" + name).bytes().length;
    }

    assertThat(bytes).isLessThan(400_000);
  }

  @Test
  void theShippedModelKnowsTheThreeScenarios() {
    var model = new Models(new ModelProperties(true, folder)).current().orElseThrow();
    var ordinary = new double[] {400, 0, 0, 1, 400, 14, 390, 60, 395, 1, 0, 7, 0, 30, 0};
    var aboveTheLimit = ordinary.clone();
    aboveTheLimit[0] = 70_000;
    var receiverWithFrauds = ordinary.clone();
    receiverWithFrauds[10] = 1;
    receiverWithFrauds[12] = 1;
    receiverWithFrauds[14] = .5;
    var fiveTimesAsMuch = ordinary.clone();
    fiveTimesAsMuch[0] = 2_000;
    fiveTimesAsMuch[4] = 2_000;

    assertThat(model.score(ordinary)).isLessThan(.05);
    assertThat(model.score(aboveTheLimit)).isGreaterThan(.5);
    assertThat(model.score(receiverWithFrauds)).isGreaterThan(.5);
    assertThat(model.score(fiveTimesAsMuch)).isGreaterThan(2 * model.score(ordinary));
  }

  @Test
  void aModelOfTheInstallationGoesBeforeTheShippedOne() throws IOException {
    SmallBank.assumeTraining();
    var report =
        new Training(folder, 3, SmallBank.TRAIN_DAYS)
            .fromSimulation(SmallBank.SIZE, Instant.parse("2026-11-20T09:00:00Z"));

    var models = new Models(new ModelProperties(true, folder));

    assertThat(models.current().orElseThrow().version()).isEqualTo(report.modelVersion());
    assertThat(models.unsupervised().orElseThrow().version()).isEqualTo(report.anomalyVersion());
  }

  @Test
  @Tag("S1-93")
  void aBrokenFileIsNamedOnceAndTheShippedModelScores(CapturedOutput output) throws IOException {
    Files.writeString(folder.resolve("model.json"), "{\"learner\": ");

    var models = new Models(new ModelProperties(true, folder));

    assertThat(models.current()).isPresent();
    assertThat(models.unsupervised()).isPresent();
    assertThat(output).containsOnlyOnce(folder.resolve("model.json") + ": is not JSON");
  }

  @Test
  @Tag("S1-93")
  void anImportedModelWithoutItsGoldenRowsIsNotUsed(CapturedOutput output) throws IOException {
    Files.write(folder.resolve("model.onnx"), OnnxBytes.logisticRegression(new float[15], 0));

    assertThat(new Models(new ModelProperties(true, folder)).current().orElseThrow().version())
        .startsWith("xgboost-");
    assertThat(output).containsOnlyOnce(folder.resolve("golden.json") + ": cannot be read");
  }

  @Test
  @Tag("S1-93")
  void disabledModelsAreAbsent() {
    var models = new Models(new ModelProperties(false, folder));

    assertThat(models.current()).isEmpty();
    assertThat(models.unsupervised()).isEmpty();
  }

  @Test
  void theFirstPaymentIsNotTheSlowOne() {
    var model = new Models(new ModelProperties(true, folder)).current().orElseThrow();

    var start = System.nanoTime();
    model.explain(new double[15]);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));
  }
}
