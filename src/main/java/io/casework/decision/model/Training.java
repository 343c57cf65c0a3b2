package io.casework.decision.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Trains the supervised model and the isolation forest beside it, and writes both with their report
 * into a folder.
 */
public final class Training {

  private final ModelFolder folder;
  private final long seed;
  private final int days;

  /**
   * @param folder for model.json, anomaly.json and training_report.json
   * @param seed the same seed and data give the same models, to the byte
   * @param days to learn from; the test week ends with the data, and the week between is left out
   */
  public Training(Path folder, long seed, int days) {
    if (days < 1) {
      throw new IllegalArgumentException("days to learn from must be positive");
    }
    this.folder = new ModelFolder(folder);
    this.seed = seed;
    this.days = days;
  }

  /** From payments in the columns of the Fraud Detection Handbook. */
  public TrainingReport fromFile(Path csv, Instant now) throws IOException {
    return train(csv.getFileName().toString(), PaymentsCsv.read(csv), now);
  }

  /** From payments that are made up. */
  public TrainingReport fromSimulation(SimulationSize size, Instant now) throws IOException {
    return train(
        "generated: %d customers, %d receivers, %d days"
            .formatted(size.customers(), size.receivers(), size.days()),
        SimulatedPayments.generate(size, seed),
        now);
  }

  /** Writes made-up payments as a file, to look at or to change. */
  public void writeSimulation(SimulationSize size, Path csv) throws IOException {
    PaymentsCsv.write(csv, SimulatedPayments.generate(size, seed));
  }

  private TrainingReport train(String source, List<LabelledPayment> payments, Instant now)
      throws IOException {
    if (payments.isEmpty()) {
      throw new IOException(source + " has no payments");
    }
    var start = System.nanoTime();
    int lastDay = payments.get(payments.size() - 1).day();
    var periods = TrainingPeriods.endingWith(lastDay, days);
    var split = periods.split(payments);
    var trees = new ModelFile(ModelFolder.TREES, XgboostTraining.train(split.training(), seed));
    var forest = new ModelFile(ModelFolder.ANOMALY, forest(split.training()));
    // Read back, so that what is measured is what will score.
    var model = XgboostJson.read(trees);
    var anomaly = IsolationForestJson.read(forest);
    var metrics = Quality.of(split.test(), split.test().scores(model));
    var anomalyMetrics = Quality.of(split.test(), split.test().scores(anomaly));
    var report =
        new TrainingReport(
            now.toString(),
            Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0,
            model.version(),
            trees.sha256(),
            anomaly.version(),
            forest.sha256(),
            new TrainingReport.Data(
                source,
                seed,
                payments.size(),
                (int) payments.stream().filter(LabelledPayment::fraud).count(),
                TrainingReport.Period.of(periods.trainFrom(), periods.trainTo(), split.training()),
                TrainingReport.Period.of(periods.testFrom(), periods.testTo(), split.test())),
            XgboostTraining.parameters(seed),
            metrics,
            anomalyMetrics,
            Features.NAMES,
            FeatureBaseline.of(split.training()));
    folder.write(ModelFolder.ANOMALY, forest.bytes());
    folder.write(ModelFolder.REPORT, json(report));
    folder.write(ModelFolder.TREES, trees.bytes());
    return report;
  }

  private byte[] forest(FeatureRows rows) {
    return IsolationForestJson.write(
        IsolationForest.grow(rows, seed),
        Math.min(IsolationForest.SAMPLE, rows.size()),
        rows.medians());
  }

  private static byte[] json(TrainingReport report) throws JsonProcessingException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report);
  }
}
