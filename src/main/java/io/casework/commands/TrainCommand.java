package io.casework.commands;

import io.casework.decision.model.Quality;
import io.casework.decision.model.SimulationSize;
import io.casework.decision.model.Training;
import io.casework.decision.model.TrainingReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns what fraud looks like. */
@Command(
    name = "train",
    description =
        "Trains model.json (XGBoost) and anomaly.json (isolation forest) and writes them with"
            + " training_report.json. The application uses them from its next start.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Payments as CSV, also .gz, with TX_DATETIME, CUSTOMER_ID, TERMINAL_ID, TX_AMOUNT,"
              + " TX_FRAUD; default: made-up payments.")
  private @Nullable Path data;

  @Mixin private ModelsOption models = new ModelsOption();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed and data give the same models; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--train-days",
      defaultValue = "28",
      description =
          "Days to learn from. The last 7 days are the test, the 7 before them are left out,"
              + " because what is fraud is known a week later; default: ${DEFAULT-VALUE}.")
  private int trainDays;

  @Option(
      names = "--customers",
      defaultValue = "5000",
      description = "Made-up customers; default: ${DEFAULT-VALUE}.")
  private int customers;

  @Option(
      names = "--receivers",
      defaultValue = "10000",
      description = "Made-up receivers; default: ${DEFAULT-VALUE}.")
  private int receivers;

  @Option(
      names = "--days",
      defaultValue = "80",
      description =
          "Made-up days; the first 38 fill the features' windows; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--keep-data",
      paramLabel = "FILE",
      description = "Also writes the made-up payments, as CSV or .csv.gz.")
  private @Nullable Path keepData;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var training = new Training(models.folder(), seed, trainDays);
    var size = new SimulationSize(customers, receivers, days);
    if (keepData != null) {
      training.writeSimulation(size, keepData);
    }
    var report =
        data == null
            ? training.fromSimulation(size, Instant.now())
            : training.fromFile(data, Instant.now());
    print(report);
    return 0;
  }

  private void print(TrainingReport report) {
    var out = spec.commandLine().getOut();
    var set = report.data();
    out.printf(
        "%s%n%,d payments, %,d frauds; learnt %s to %s (%,d), tested %s to %s (%,d)%n",
        set.source(),
        set.rows(),
        set.frauds(),
        set.training().from(),
        set.training().to(),
        set.training().rows(),
        set.test().from(),
        set.test().to(),
        set.test().rows());
    print(report.modelVersion(), report.metrics());
    print(report.anomalyVersion(), report.anomalyMetrics());
    out.printf(
        Locale.ROOT,
        "%.1f s; written to %s%n",
        report.durationSeconds(),
        models.folder().toAbsolutePath().normalize());
    if (models.folder().resolve("model.onnx").toFile().exists()) {
      out.println("The imported model.onnx there stays in use; remove it to use the trained one.");
    }
  }

  private void print(String version, Quality quality) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%-30s ROC AUC %.3f   average precision %.3f   card precision@100 %.3f of %.3f%n",
            version,
            quality.rocAuc(),
            quality.averagePrecision(),
            quality.cardPrecision(),
            quality.cardPrecisionCeiling());
  }
}
