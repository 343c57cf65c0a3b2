package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On public payments the training reaches what others have published. */
@Tag("S1-27")
class HandbookTests {

  @Test
  void theTrainingIsAsGoodAsPublishedOnes(@TempDir Path folder) throws IOException {
    var file = Handbook.file();
    assumeTrue(file.isPresent(), Handbook.MISSING);
    SmallBank.assumeTraining();

    var report =
        new Training(folder, 1, Handbook.TRAIN_DAYS)
            .fromFile(file.orElseThrow(), Instant.parse("2026-11-20T09:00:00Z"));

    assertThat(report.data().training().from()).isEqualTo("2018-07-25");
    assertThat(report.data().training().to()).isEqualTo("2018-07-31");
    assertThat(report.data().test().from()).isEqualTo("2018-08-08");
    assertThat(report.metrics().averagePrecision()).isGreaterThanOrEqualTo(.68);
    assertThat(report.metrics().rocAuc()).isGreaterThanOrEqualTo(.87);
  }
}
