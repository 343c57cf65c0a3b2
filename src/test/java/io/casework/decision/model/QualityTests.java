package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scores are judged by the usual numbers. */
@Tag("S1-35")
class QualityTests {

  private static final Instant MONDAY = Instant.parse("2026-03-02T12:00:00Z");

  private final FeatureRows rows = new FeatureRows();

  @Test
  void theNumbersAreTheTextbooks() {
    add("a", 0, true);
    add("b", 0, false);
    add("c", 0, true);
    add("d", 0, false);

    var quality = Quality.of(rows, new double[] {.9, .8, .7, .1});

    assertThat(quality.rocAuc()).isEqualTo(.75);
    assertThat(quality.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(quality.cardPrecision()).isEqualTo(.02);
  }

  @Test
  void scoresThatAreAllTheSameSayNothing() {
    add("a", 0, true);
    add("b", 0, false);
    add("c", 0, false);
    add("d", 0, false);

    var quality = Quality.of(rows, new double[] {.3, .3, .3, .3});

    assertThat(quality.rocAuc()).isEqualTo(.5);
    assertThat(quality.averagePrecision()).isEqualTo(.25);
  }

  @Test
  void aCustomerWhoWasFoundIsNotFoundAgain() {
    add("a", 0, true);
    add("b", 0, false);
    add("a", 1, true);
    add("c", 1, true);

    var quality = Quality.of(rows, new double[] {.9, .8, .9, .7});

    assertThat(quality.cardPrecision()).isEqualTo(.01);
    assertThat(quality.cardPrecisionCeiling()).isEqualTo(.01);
  }

  private void add(String customer, int day, boolean fraud) {
    rows.add(
        new double[15],
        new LabelledPayment(MONDAY.plus(Duration.ofDays(day)), customer, "r", 1, fraud));
  }
}
