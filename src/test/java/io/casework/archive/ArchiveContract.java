package io.casework.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every archive does. */
@Tag("S2-97")
abstract class ArchiveContract {

  private static final Content ONE = Content.of("one".getBytes(UTF_8));
  private static final Content TWO = Content.of("two".getBytes(UTF_8));

  abstract Archive archive();

  @Test
  void whatWasCreatedIsFound() throws IOException {
    var archive = archive();

    assertThat(archive.create("audit/2026-11-20/1.jsonl", ONE))
        .isEqualTo("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
    assertThat(read(archive, "audit/2026-11-20/1.jsonl")).isEqualTo("one");
    assertThat(archive.find("audit/2026-11-20/2.jsonl")).isEmpty();
  }

  @Test
  void theSameBytesAgainChangeNothing() throws IOException {
    var archive = archive();

    assertThat(archive.create("a", ONE)).isEqualTo(archive.create("a", ONE));
    assertThat(archive.list("")).containsExactly("a");
  }

  @Test
  void otherBytesUnderATakenNameAreRefused() throws IOException {
    var archive = archive();
    archive.create("a", ONE);

    assertThatThrownBy(() -> archive.create("a", TWO)).isInstanceOf(ArchiveConflict.class);
    assertThat(read(archive, "a")).isEqualTo("one");
  }

  @Test
  void ofManyAtOnceOneWins() throws IOException {
    var archive = archive();
    var refused =
        IntStream.range(0, 20)
            .parallel()
            .filter(
                number -> {
                  try {
                    archive.create("a", Content.of(("" + number).getBytes(UTF_8)));
                    return false;
                  } catch (ArchiveConflict e) {
                    return true;
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .count();

    assertThat(refused).isEqualTo(19);
    assertThat(archive.list("")).containsExactly("a");
  }

  @Test
  void whatBreaksOffHalfWayIsNeverSeen() throws IOException {
    var archive = archive();
    Content broken =
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(new byte[10]),
                new java.io.InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("the source broke off");
                  }
                });

    assertThatThrownBy(() -> archive.create("a", broken)).isInstanceOf(IOException.class);
    assertThat(archive.find("a")).isEmpty();
    assertThat(archive.list("")).isEmpty();
    archive.create("a", ONE);
  }

  @Test
  void namesAreListedByTheirBeginning() throws IOException {
    var archive = archive();
    archive.create("audit/2/b", ONE);
    archive.create("audit/1/a", ONE);
    archive.create("bundles/c", ONE);

    assertThat(archive.list("audit/")).containsExactly("audit/1/a", "audit/2/b");
    assertThat(archive.list("audit/2")).containsExactly("audit/2/b");
    assertThat(archive.list("nothing/")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "/a", "a/../b", "a//b", "a/", "", ".a", "a\\b", "a b"})
  void aNameThatIsNoPlainPathIsRefused(String name) {
    assertThatThrownBy(() -> archive().create(name, ONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String read(Archive archive, String name) throws IOException {
    try (var in = archive.find(name).orElseThrow().open()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
