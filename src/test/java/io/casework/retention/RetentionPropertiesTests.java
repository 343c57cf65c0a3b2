package io.casework.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.CaseworkTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** As the application's own configuration has them. */
@CaseworkTest
class RetentionPropertiesTests {

  @Autowired RetentionProperties properties;
  @Autowired RetentionTable table;

  @ParameterizedTest
  @CsvSource({"DE, EU", "de, EU", "NO, EU", "ZA, ZA", "US, OTHER", "XX, OTHER", "'', ZA"})
  void aCountryLiesInItsRegion(String country, String region) {
    assertThat(properties.regionOf(country)).isEqualTo(region);
  }

  @Test
  void whoDoesNotSayLiesInOurRegion() {
    assertThat(properties.regionOf(null)).isEqualTo("ZA");
  }

  @Test
  void theTableSaysWhichOfItsVersionsDecided() {
    var chosen = table.choose("EU", "auto_cleared", null);

    assertThat(chosen.tableVersion()).isEqualTo(1);
    assertThat(chosen.eraseAfter()).isEqualTo(Duration.ofDays(180));
  }

  @Test
  void aClassThatErasesBeforeItMayIsRefused() {
    assertThatThrownBy(
            () -> new RetentionClass("x", Duration.ofDays(2), Duration.ofDays(1), true, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
