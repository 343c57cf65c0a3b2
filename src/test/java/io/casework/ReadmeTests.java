package io.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README names is there. */
class ReadmeTests {

  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)\\)");
  private static final Pattern PATH = Pattern.compile("`((?:src|bpmn|forms)/[\\w./-]*|\\.ci/run)`");

  @Test
  void linksAndPathsPointToSomething() throws IOException {
    var readme = Files.readString(Path.of("README.md"));

    assertThat(LINK.matcher(readme).results().map(link -> Path.of(link.group(1))))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).exists());
    assertThat(PATH.matcher(readme).results().map(path -> Path.of(path.group(1))))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void everyRoomHasItsLine() throws IOException {
    var readme = Files.readString(Path.of("README.md"));

    try (var rooms = Files.list(Path.of("src/main/java/io/casework"))) {
      assertThat(rooms.filter(Files::isDirectory).map(room -> room.getFileName().toString()))
          .allSatisfy(room -> assertThat(readme).contains("| `" + room + "` |"));
    }
  }
}
