package io.casework.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of one broker, and of one broker only. */
final class DataDirectory implements AutoCloseable {

  private static final Pattern SEGMENT = Pattern.compile("journal-(\\d{10})\\.log");

  private final Path directory;
  private final FileChannel lock;

  private DataDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static DataDirectory open(Path directory) {
    try {
      Files.createDirectories(directory, FileDisk.only("rwx------"));
      FileChannel lock =
          FileChannel.open(
              directory.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              FileDisk.only("rw-------"));
      if (!isTaken(lock)) {
        return new DataDirectory(directory, lock);
      }
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the broker cannot use its data directory " + directory.toAbsolutePath(), e);
    }
    throw new IllegalStateException(
        "another broker uses "
            + directory.toAbsolutePath()
            + "; stop it or choose another data directory");
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() == null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return true;
    }
  }

  Path path() {
    return directory;
  }

  Path segment(long number) {
    return directory.resolve(String.format("journal-%010d.log", number));
  }

  static long numberOf(Path segment) {
    Matcher matcher = SEGMENT.matcher(segment.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(segment + " is no journal segment");
    }
    return Long.parseLong(matcher.group(1));
  }

  List<Path> segments() throws IOException {
    return list(SEGMENT);
  }

  /** What a compaction left behind that did not come to its end. */
  List<Path> unfinished() throws IOException {
    return list(Pattern.compile("journal-\\d{10}\\.log\\.tmp"));
  }

  private List<Path> list(Pattern name) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> name.matcher(fileName(file)).matches()).sorted().toList();
    }
  }

  private static String fileName(Path file) {
    @Nullable Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
