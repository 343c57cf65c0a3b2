package io.casework.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of failpoints is the code's, so that no fault is left out unnoticed. */
class PlacesTests {

  private static final Pattern HIT = Pattern.compile("Failpoints\\.hit\\(\\s*\"([^\"]+)\"\\s*\\)");

  @Test
  void everyFailpointOfTheListIsInTheCodeAndEveryOneInTheCodeIsInTheList() throws IOException {
    try (var sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(
              sources
                  .filter(file -> file.toString().endsWith(".java"))
                  .flatMap(PlacesTests::hits)
                  .distinct())
          .containsExactlyInAnyOrderElementsOf(Places.ALL);
    }
  }

  private static Stream<String> hits(Path file) {
    try {
      return HIT.matcher(Files.readString(file)).results().map(hit -> hit.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
