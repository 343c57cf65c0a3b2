package io.casework.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.broker.FaultyDisk.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {

  private static final long SMALL_SEGMENT = 200;
  private static final JournalLimits ROOMY = JournalLimits.usual(true);
  private static final JournalLimits CRAMPED = new JournalLimits(SMALL_SEGMENT, 400, true);

  @TempDir Path temp;
  Path directory;
  DataDirectory data;
  final FaultyDisk disk = new FaultyDisk();
  final JournalCodec codec = new JournalCodec(new MessageCodec());

  @BeforeEach
  void open() {
    directory = temp.resolve("broker");
    data = DataDirectory.open(directory);
  }

  @AfterEach
  void close() {
    data.close();
  }

  /** A change that is told from others by its number. */
  private static Change change(long number) {
    return new Change.Removed("queue", number);
  }

  private Journal journal(JournalLimits limits) {
    Journal journal = new Journal(data, disk, codec, limits);
    journal.replay(change -> {});
    return journal;
  }

  private List<Long> numbersOnDisk() throws IOException {
    List<Long> numbers = new ArrayList<>();
    Journal journal = new Journal(data, new FileDisk(), codec, ROOMY);
    journal.replay(change -> numbers.add(((Change.Removed) change).sequence()));
    journal.close();
    return numbers;
  }

  private void write(JournalLimits limits, long from, long to) throws IOException {
    Journal journal = journal(limits);
    for (long number = from; number <= to; number++) {
      journal.append(List.of(change(number)));
    }
    journal.close();
  }

  private List<Path> files(String glob) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().matches(glob)).sorted().toList();
    }
  }

  private List<Path> segments() throws IOException {
    return files("journal-\\d+\\.log");
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }

  private static void flipByte(Path file, long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.flip();
      channel.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), position);
    }
  }

  @Test
  void whatWasAppendedIsThereAgain() throws IOException {
    write(ROOMY, 1, 3);
    write(ROOMY, 4, 5);

    assertThat(numbersOnDisk()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void notesAreWrittenWithTheNextCommit() throws IOException {
    Journal journal = journal(ROOMY);
    journal.note(change(1));
    journal.commit();

    assertThat(Files.size(segments().get(0))).isGreaterThan(Segment.HEADER);
    journal.close();
    assertThat(numbersOnDisk()).containsExactly(1L);
  }

  @Test
  void manySegmentsAreReadInOrder() throws IOException {
    write(CRAMPED, 1, 50);

    assertThat(segments()).hasSizeGreaterThan(5);
    assertThat(numbersOnDisk())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  void tornEndIsCutOffAndSetAside() throws IOException {
    write(ROOMY, 1, 3);
    append(segments().get(0), new byte[] {0, 0, 0, 40, 1, 2, 3});

    List<Long> numbers = numbersOnDisk();
    write(ROOMY, 4, 4);

    assertThat(numbers).containsExactly(1L, 2L, 3L);
    assertThat(files(".*\\.cut-\\d+")).hasSize(1);
    assertThat(numbersOnDisk()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void endOfZerosIsCutOff() throws IOException {
    write(ROOMY, 1, 2);
    append(segments().get(0), new byte[4096]);

    assertThat(numbersOnDisk()).containsExactly(1L, 2L);
  }

  @Test
  void everyTruncationOfTheNewestSegmentLosesOnlyItsEnd() throws IOException {
    write(ROOMY, 1, 3);
    byte[] whole = Files.readAllBytes(segments().get(0));

    for (int length = 0; length <= whole.length; length++) {
      for (Path file : files("journal.*")) {
        Files.delete(file);
      }
      Files.write(data.segment(1), Arrays.copyOf(whole, length));
      List<Long> numbers = numbersOnDisk();
      assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    }
  }

  @Test
  void damageInAnEarlierSegmentStopsTheStart() throws IOException {
    write(CRAMPED, 1, 30);
    Path first = segments().get(0);
    flipByte(first, Files.size(first) - 1);

    assertThatThrownBy(() -> numbersOnDisk())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(first.getFileName().toString())
        .hasMessageContaining("damaged at byte")
        .hasMessageContaining("checksum");
  }

  @Test
  void damagedRecordInTheNewestSegmentIsSetAsideWithWhatFollows() throws IOException {
    write(ROOMY, 1, 3);
    flipByte(segments().get(0), Segment.HEADER + FrameBuffer.HEAD + 1);

    assertThat(numbersOnDisk()).isEmpty();
    assertThat(files(".*\\.cut-16")).hasSize(1);
  }

  @Test
  void missingSegmentStopsTheStart() throws IOException {
    write(CRAMPED, 1, 30);
    Path second = segments().get(1);
    Files.delete(second);

    assertThatThrownBy(() -> numbersOnDisk()).hasMessageContaining(second + " is missing");
  }

  @Test
  void newerFormatStopsTheStart() throws IOException {
    write(ROOMY, 1, 1);
    flipByte(segments().get(0), 11);

    assertThatThrownBy(() -> numbersOnDisk()).hasMessageContaining("was written in format");
  }

  @Test
  void compactionKeepsTheStateAndNothingElse() throws IOException {
    Journal journal = journal(CRAMPED);
    for (long number = 1; number <= 50; number++) {
      journal.append(List.of(change(number)));
    }

    journal.tick(0, state(77));
    journal.append(List.of(change(78)));
    journal.close();

    assertThat(segments()).hasSize(1);
    assertThat(numbersOnDisk()).containsExactly(77L, 78L);
  }

  private static Consumer<Consumer<Change>> state(long... numbers) {
    return changes -> LongStream.of(numbers).forEach(number -> changes.accept(change(number)));
  }

  @Test
  void compactionThatFailsBeforeItsNameChangesNothing() throws IOException {
    Journal journal = journal(CRAMPED);
    for (long number = 1; number <= 20; number++) {
      journal.append(List.of(change(number)));
    }

    disk.fail(Fault.RENAME);
    journal.tick(0, state(77));
    disk.mend();
    journal.append(List.of(change(21)));
    journal.close();

    assertThat(files(".*\\.tmp")).hasSize(1);
    assertThat(numbersOnDisk())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 21).boxed().toList());
    assertThat(files(".*\\.tmp")).isEmpty();
  }

  @Test
  void compactionThatFailsAfterItsNameSupersedesWhatItCouldNotDelete() throws IOException {
    Journal journal = journal(CRAMPED);
    for (long number = 1; number <= 20; number++) {
      journal.append(List.of(change(number)));
    }

    Path saved = temp.resolve("saved");
    copy(directory, saved);
    journal.tick(0, state(77));
    journal.append(List.of(change(78)));
    journal.close();
    copy(saved, directory);

    assertThat(segments()).hasSizeGreaterThan(2);
    assertThat(numbersOnDisk()).containsExactly(77L, 78L);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(name -> !name.endsWith("lock")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void fullDiskRefusesAndLeavesNoTrace() throws IOException {
    Journal journal = journal(ROOMY);
    journal.append(List.of(change(1)));

    disk.fail(Fault.HALF_A_WRITE);
    assertThatThrownBy(() -> journal.append(List.of(change(2))))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat((Object) refusal.condition()).isEqualTo(Conditions.RESOURCE_LIMIT));
    boolean whileFull = journal.isWritable();
    disk.mend();
    journal.append(List.of(change(3)));
    journal.close();

    assertThat(whileFull).isFalse();
    assertThat(numbersOnDisk()).containsExactly(1L, 3L);
  }

  @Test
  void roomOnTheDiskIsNoticedWithoutAnybodySending() throws IOException {
    Journal journal = journal(ROOMY);
    disk.fail(Fault.HALF_A_WRITE);
    assertThatThrownBy(() -> journal.append(List.of(change(1)))).isInstanceOf(Refusal.class);

    disk.mend();
    journal.tick(0, state());

    assertThat(journal.isWritable()).isTrue();
    journal.append(List.of(change(2)));
    journal.close();
    assertThat(numbersOnDisk()).containsExactly(2L);
  }

  @Test
  void halfARecordThatCannotBeUndoneMakesTheJournalStartAfresh() throws IOException {
    Journal journal = journal(ROOMY);
    journal.append(List.of(change(1)));

    disk.fail(Fault.HALF_A_WRITE, Fault.TRUNCATE);
    assertThatThrownBy(() -> journal.append(List.of(change(2)))).isInstanceOf(Refusal.class);
    disk.mend();
    assertThatThrownBy(() -> journal.append(List.of(change(3)))).isInstanceOf(Refusal.class);
    journal.tick(0, state(1));
    journal.append(List.of(change(4)));
    journal.close();

    assertThat(numbersOnDisk()).containsExactly(1L, 4L);
  }

  @Test
  void diskThatFailsToForceIsNotTrustedAgain() throws IOException {
    Journal journal = journal(ROOMY);
    journal.append(List.of(change(1)));

    disk.fail(Fault.FORCE);
    assertThatThrownBy(journal::commit).isInstanceOf(IOException.class);
    disk.mend();
    assertThat(journal.isWritable()).isFalse();
    assertThatThrownBy(() -> journal.append(List.of(change(2)))).isInstanceOf(Refusal.class);
    journal.tick(0, state(1));
    journal.append(List.of(change(3)));
    journal.commit();
    journal.close();

    assertThat(numbersOnDisk()).containsExactly(1L, 3L);
  }

  @Test
  void segmentThatCannotBeBegunIsBegunAgainLater() throws IOException {
    Journal journal = journal(CRAMPED);
    long number = 1;
    for (; Files.size(segments().get(0)) < SMALL_SEGMENT; number++) {
      journal.append(List.of(change(number)));
    }
    long last = number - 1;

    disk.fail(Fault.OPEN);
    assertThatThrownBy(() -> journal.append(List.of(change(99)))).isInstanceOf(Refusal.class);
    disk.mend();
    journal.tick(0, state(LongStream.rangeClosed(1, last).toArray()));
    journal.append(List.of(change(last + 1)));
    journal.close();

    assertThat(numbersOnDisk())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, last + 1).boxed().toList());
  }

  @Test
  void directoryBelongsToOneBroker() {
    assertThatThrownBy(() -> DataDirectory.open(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another broker uses");
  }

  @Test
  void filesAreForTheirOwnerOnly() throws IOException {
    write(ROOMY, 1, 1);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segments().get(0))))
        .isEqualTo("rw-------");
  }
}
