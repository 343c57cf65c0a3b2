package io.casework.decision.model;

import java.io.IOException;
import java.util.Random;
import org.opentest4j.TestAbortedException;

/** Enough payments to learn from in a second; made once for all tests. */
final class SmallBank {

  static final SimulationSize SIZE = new SimulationSize(600, 1200, 60);
  static final int TRAIN_DAYS = 10;

  private static TrainingPeriods.Split split;
  private static ModelFile trees;
  private static ModelFile forest;

  private SmallBank() {}

  static synchronized TrainingPeriods.Split split() throws IOException {
    if (split == null) {
      var payments = SimulatedPayments.generate(SIZE, 1);
      var lastDay = payments.get(payments.size() - 1).day();
      split = TrainingPeriods.endingWith(lastDay, TRAIN_DAYS).split(payments);
    }
    return split;
  }

  /** Skips a test that trains, where XGBoost's native library cannot be loaded. */
  static void assumeTraining() throws IOException {
    trees();
  }

  /** A model in XGBoost's JSON. */
  static synchronized ModelFile trees() throws IOException {
    if (trees == null) {
      try {
        trees = new ModelFile("model.json", XgboostTraining.train(split().training(), 1));
      } catch (IOException e) {
        throw new TestAbortedException(e.getMessage());
      }
    }
    return trees;
  }

  static synchronized ModelFile forest() throws IOException {
    if (forest == null) {
      forest =
          new ModelFile(
              "anomaly.json",
              IsolationForestJson.write(
                  IsolationForest.grow(split().training(), 1),
                  IsolationForest.SAMPLE,
                  split().training().medians()));
    }
    return forest;
  }

  /** Rows near and far from what the model has seen, some values missing. */
  static double[] randomRow(Random random) {
    var row = new double[Features.NAMES.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> 0;
            default -> Math.exp(random.nextGaussian() * 3 + (i == 0 ? 6 : 1));
          };
    }
    return row;
  }
}
