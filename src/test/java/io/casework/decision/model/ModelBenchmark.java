package io.casework.decision.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/** How good the training is beside published results, and how fast models score and explain. */
final class ModelBenchmark {

  private static final int ROWS = 1000;
  private static final int ROUNDS = 50_000;

  private ModelBenchmark() {}

  public static void main(String[] args) throws IOException {
    quality();
    var folder = Files.createTempDirectory("casework-models");
    var models = new Models(new ModelProperties(true, folder));
    speed("boosted trees", models.current().orElseThrow());
    speed("isolation forest", models.unsupervised().orElseThrow());
    Files.delete(folder);
  }

  private static void quality() throws IOException {
    var file = Handbook.file();
    if (file.isEmpty()) {
      print("Quality not measured: %s%n", Handbook.MISSING);
      return;
    }
    var folder = Files.createTempDirectory("casework-models");
    var report = new Training(folder, 1, Handbook.TRAIN_DAYS).fromFile(file.get(), Instant.now());
    print("%-34s %8s %8s %8s%n", "Fraud Detection Handbook, split A", "ROC AUC", "AP", "CP@100");
    print("%-34s %8s %8s %8s%n", "published: logistic regression", ".871", ".606", ".291");
    print("%-34s %8s %8s %8s%n", "published: random forest", ".867", ".658", ".287");
    print("%-34s %8s %8s %8s%n", "published: XGBoost", ".862", ".639", ".273");
    print("here: boosted trees", report.metrics());
    print("here: isolation forest", report.anomalyMetrics());
    print(
        "perfect: CP@100 %.3f; read, trained and tested in %.1f s%n",
        report.metrics().cardPrecisionCeiling(), report.durationSeconds());
    try (var files = Files.list(folder)) {
      for (Path written : files.toList()) {
        Files.delete(written);
      }
    }
    Files.delete(folder);
  }

  private static void speed(String name, Model model) {
    var random = new Random(1);
    var rows = new double[ROWS][];
    Arrays.setAll(rows, i -> SmallBank.randomRow(random));
    print(name + ", score", rows, model::score);
    print(name + ", score and explanation", rows, model::explain);
  }

  private static void print(String name, double[][] rows, Consumer<double[]> work) {
    var nanos = new long[ROUNDS];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < ROUNDS; i++) {
        var start = System.nanoTime();
        work.accept(rows[i % ROWS]);
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    print(
        "%-40s p50 %7.1f  p95 %7.1f  p99 %7.1f us%n",
        name,
        nanos[ROUNDS / 2] / 1e3,
        nanos[ROUNDS / 100 * 95] / 1e3,
        nanos[ROUNDS / 100 * 99] / 1e3);
  }

  private static void print(String name, Quality quality) {
    print(
        "%-34s %8.3f %8.3f %8.3f%n",
        name, quality.rocAuc(), quality.averagePrecision(), quality.cardPrecision());
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
