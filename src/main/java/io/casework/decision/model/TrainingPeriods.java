package io.casework.decision.model;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns from some days, lets a week pass until their frauds are known, and judges by the week
 * after it: as the model will be used.
 */
record TrainingPeriods(LocalDate trainFrom, LocalDate testFrom, LocalDate testTo) {

  private static final int TEST_DAYS = 7;

  /** The split that ends with the last day there is. */
  static TrainingPeriods endingWith(int lastDay, int trainDays) {
    var testFrom = LocalDate.ofEpochDay(lastDay).minusDays(TEST_DAYS - 1);
    return new TrainingPeriods(
        testFrom.minusDays(FeatureInputs.LABEL_DELAY_DAYS + (long) trainDays),
        testFrom,
        testFrom.plusDays(TEST_DAYS - 1));
  }

  LocalDate trainTo() {
    return testFrom.minusDays(FeatureInputs.LABEL_DELAY_DAYS + 1L);
  }

  /**
   * Splits payments in the order of time. Customers whose fraud is known already are left out of
   * the test: their cards are blocked.
   */
  Split split(List<LabelledPayment> payments) throws IOException {
    var split = new Split(new FeatureRows(), new FeatureRows());
    var history = new FeatureHistory();
    Map<String, Integer> firstFraud = new HashMap<>();
    for (var payment : payments) {
      var features = history.next(payment);
      int day = payment.day();
      if (day < trainFrom.toEpochDay() || day > testTo.toEpochDay()) {
        continue;
      }
      if (payment.fraud()) {
        firstFraud.putIfAbsent(payment.customer(), day);
      }
      if (day <= trainTo().toEpochDay()) {
        split.training.add(features, payment);
      } else if (day >= testFrom.toEpochDay() && !known(firstFraud.get(payment.customer()), day)) {
        split.test.add(features, payment);
      }
    }
    split.check(this);
    return split;
  }

  /** A day later than the features know it, as the published benchmark has it. */
  private static boolean known(@Nullable Integer firstFraud, int day) {
    return firstFraud != null && firstFraud < day - FeatureInputs.LABEL_DELAY_DAYS;
  }

  record Split(FeatureRows training, FeatureRows test) {

    private void check(TrainingPeriods periods) throws IOException {
      for (var rows : List.of(training, test)) {
        if (rows.frauds() == 0 || rows.frauds() == rows.size()) {
          throw new IOException(
              "%s has %d payments and %d frauds: nothing to learn from or to judge by"
                  .formatted(
                      rows == training
                          ? periods.trainFrom + " to " + periods.trainTo()
                          : periods.testFrom + " to " + periods.testTo,
                      rows.size(),
                      rows.frauds()));
        }
      }
    }
  }
}
