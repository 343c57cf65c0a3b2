package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model scores in Java what XGBoost scores, and explains it. */
@Tag("S4-27")
@Tag("S4-28")
class BoostedTreesTests {

  @Test
  @Tag("S1-26")
  void scoresAndContributionsAreXgboostsOwn() throws Exception {
    var model = XgboostJson.read(SmallBank.trees());
    var booster = XGBoost.loadModel(SmallBank.trees().bytes());
    var random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      var row = SmallBank.randomRow(random);
      var matrix = new DMatrix(FeatureVector.of(row), 1, Features.NAMES.size(), Float.NaN);
      var score = booster.predict(matrix)[0][0];
      var contributions = booster.predictContrib(matrix, 0)[0];
      matrix.dispose();

      var explanation = model.explain(row);

      assertThat(model.score(row)).isCloseTo(score, within(1e-6));
      assertThat(explanation.score()).isEqualTo(model.score(row));
      assertThat(explanation.base()).isCloseTo(contributions[15], within(1e-4));
      for (int feature = 0; feature < 15; feature++) {
        assertThat(explanation.contributions().get(feature))
            .as(Features.NAMES.get(feature))
            .isCloseTo(contributions[feature], within(1e-4));
      }
    }
    booster.dispose();
  }

  @Test
  void contributionsAddUpToTheScore() throws IOException {
    var model = XgboostJson.read(SmallBank.trees());
    var random = new Random(8);
    for (int i = 0; i < 500; i++) {
      var explanation = model.explain(SmallBank.randomRow(random));

      var sum = explanation.contributions().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(explanation.base() + sum).isCloseTo(LogOdds.of(explanation.score()), within(1e-6));
    }
  }

  @Test
  @Tag("S4-30")
  void theVersionIsTheFilesDigest() throws IOException {
    var model = XgboostJson.read(SmallBank.trees());

    assertThat(model.version()).matches("xgboost-[0-9a-f]{12}");
    assertThat(model.version()).endsWith(SmallBank.trees().sha256().substring(0, 12));
  }

  @Test
  void anExplanationTakesLessThanAMillisecond() throws IOException {
    var model = XgboostJson.read(SmallBank.trees());
    var row = SmallBank.randomRow(new Random(9));
    for (int i = 0; i < 2000; i++) {
      model.explain(row);
    }
    var nanos = new long[1001];
    for (int i = 0; i < nanos.length; i++) {
      var start = System.nanoTime();
      model.explain(row);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);

    assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(1));
  }

  @Test
  void aRowOfAnotherWidthIsRefused() throws IOException {
    var model = XgboostJson.read(SmallBank.trees());

    assertThatThrownBy(() -> model.score(new double[14]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("14 features instead of 15");
  }
}
