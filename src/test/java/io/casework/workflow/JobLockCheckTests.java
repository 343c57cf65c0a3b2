package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No step may outlast the lock of its job. */
class JobLockCheckTests {

  private static final Duration LOCK = Duration.ofSeconds(60);

  @Test
  void halfTheLockIsEnough() {
    assertThatCode(() -> JobLockCheck.check(LOCK, Map.of("actions", Duration.ofSeconds(30))))
        .doesNotThrowAnyException();
  }

  @Test
  void moreIsRefusedByNameBeforeAnythingStarts() {
    assertThatThrownBy(() -> JobLockCheck.check(LOCK, Map.of("enrichment", Duration.ofSeconds(31))))
        .hasMessageContaining("casework.enrichment")
        .hasMessageContaining("lock-time-in-millis");
  }
}
