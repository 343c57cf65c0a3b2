package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is unlike all others scores high, without a single label. */
@Tag("S1-06")
class IsolationForestTests {

  @Test
  void theUnusualScoresAboveTheOrdinary() throws IOException {
    var forest = IsolationForestJson.read(SmallBank.forest());
    var ordinary = SmallBank.split().training().medians();
    var unusual = ordinary.clone();
    unusual[0] = 90_000;
    unusual[3] = 40;
    unusual[4] = 60_000;

    assertThat(forest.score(ordinary)).isLessThan(.5);
    assertThat(forest.score(unusual)).isGreaterThan(.55).isLessThanOrEqualTo(1);
    assertThat(forest.version()).matches("isolation-forest-[0-9a-f]{12}");
  }

  @Test
  void itFindsMoreFraudThanChance() throws IOException {
    var rows = SmallBank.split().test();

    var quality = Quality.of(rows, rows.scores(IsolationForestJson.read(SmallBank.forest())));

    assertThat(quality.rocAuc()).isGreaterThan(.6);
    assertThat(quality.averagePrecision()).isGreaterThan(2.0 * rows.frauds() / rows.size());
  }

  @Test
  void contributionsAddUpToTheScore() throws IOException {
    var forest = IsolationForestJson.read(SmallBank.forest());
    var random = new Random(4);
    for (int i = 0; i < 100; i++) {
      var row = SmallBank.randomRow(random);

      var explanation = forest.explain(row);

      var sum = explanation.contributions().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(explanation.score()).isEqualTo(forest.score(row));
      assertThat(explanation.base() + sum).isCloseTo(LogOdds.of(explanation.score()), within(1e-9));
      assertThat(forest.explain(row)).isEqualTo(explanation);
    }
  }

  @Test
  void whatStandsOutContributesMost() throws IOException {
    var forest = IsolationForestJson.read(SmallBank.forest());
    var row = SmallBank.split().training().medians();
    row[0] = 90_000;

    var contributions = forest.explain(row).contributions();

    assertThat(contributions.get(0)).isPositive();
    assertThat(contributions.subList(1, 15)).containsOnly(0.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"isolation_forest\" | \"kind\":\"forest\" | kind is \"forest\"",
        "\"weekend\"                   | \"workday\"         | feature names",
        "\"sample_size\":256           | \"sample_size\":1   | 100 trees of samples of 1",
        "\"features\":[                | \"features\":[0,    | tree 0 has not one value",
        "\"features\":[                | \"features\":[99,   | tree 0 has not one value"
      })
  void aFileThatIsNoForestIsRefused(String from, String to, String why) throws IOException {
    var text = new String(SmallBank.forest().bytes(), StandardCharsets.UTF_8).replace(from, to);
    var file = new ModelFile("anomaly.json", text.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> IsolationForestJson.read(file))
        .isInstanceOf(UnusableModel.class)
        .hasMessageStartingWith("anomaly.json: " + why);
  }

  @Test
  void aTreeWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> IsolationTree.of(new int[] {0, -1}, new float[] {1, 1}))
        .hasMessage("is no tree of depth 32 at most");
    assertThatThrownBy(() -> IsolationTree.of(new int[] {-1, -1}, new float[] {1, 1}))
        .hasMessage("has nodes that are not part of it");
  }
}
