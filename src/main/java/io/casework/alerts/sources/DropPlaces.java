package io.casework.alerts.sources;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The parts of the drop folder: what waits lies in it, what is being taken in {@code taking}, what
 * was taken in {@code done}, what was set aside in {@code refused}.
 *
 * <p>A file gets its own name when it is claimed, UTC time first, and keeps it: {@code
 * 20261120T100000Z-3fa9c1-monday.csv}. So no file ever overwrites another, and whoever still writes
 * under the old name begins a new file.
 */
final class DropPlaces {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int MOST_OF_NAME = 100;
  private static final int RANDOM = 6;
  private static final String REPORT = ".report.json";

  private final Path folder;
  private final Path taking;
  private final Path done;
  private final Path refused;

  DropPlaces(Path folder) {
    this.folder = folder;
    this.taking = folder.resolve("taking");
    this.done = folder.resolve("done");
    this.refused = folder.resolve("refused");
  }

  Path folder() {
    return folder;
  }

  /** Makes the parts; the folder itself must be there, it may be a share that is not mounted. */
  void prepare() throws IOException {
    for (var part : List.of(taking, done, refused)) {
      if (!Files.isDirectory(part)) {
        Files.createDirectory(part);
      }
    }
  }

  /** Files that somebody left, finished or not. */
  List<Path> waiting() throws IOException {
    return list(folder, file -> format(file).isPresent() && !unfinished(file));
  }

  /** Files that were claimed and are not out of the way yet, the earliest first. */
  List<Path> taking() throws IOException {
    return list(taking, file -> format(file).isPresent());
  }

  /** The extension in lower case, when it is one of ours. */
  static Optional<String> format(Path file) {
    var name = name(file).toLowerCase(Locale.ROOT);
    return name.endsWith(".csv")
        ? Optional.of("csv")
        : name.endsWith(".json") ? Optional.of("json") : Optional.empty();
  }

  // Partial downloads by their common names: x.csv.part does not end as ours do, ~x.csv does.
  private static boolean unfinished(Path file) {
    var name = name(file);
    return name.startsWith(".") || name.startsWith("~");
  }

  /**
   * Makes a file ours.
   *
   * @return where it lies now; empty when it is gone, another node was quicker
   */
  Optional<Path> claim(Path file, Instant now) throws IOException {
    var target =
        taking.resolve(
            "%s-%s-%s"
                .formatted(
                    TIME.format(now),
                    UUID.randomUUID().toString().substring(0, RANDOM),
                    plain(name(file))));
    try {
      move(file, target);
      return Optional.of(target);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void done(Path file) throws IOException {
    move(file, done.resolve(name(file)));
  }

  /** How large a file is that was taken; empty when it is gone. */
  OptionalLong sizeDone(String name) throws IOException {
    try {
      return OptionalLong.of(Files.size(done.resolve(name)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** Takes a file up again that was taken, under its name. */
  Path again(String name) throws IOException {
    var target = taking.resolve(name);
    move(done.resolve(name), target);
    return target;
  }

  /** Leaves the report first: no refused file lies without one. */
  void refuse(Path file, byte[] report) throws IOException {
    var beside = refused.resolve(name(file) + REPORT);
    var written = refused.resolve("." + name(file) + ".tmp");
    Files.write(written, report);
    move(written, beside);
    move(file, refused.resolve(name(file)));
  }

  /** Deletes what was claimed before a time and is out of the way. */
  void forget(Instant before) throws IOException {
    var limit = TIME.format(before);
    for (var part : List.of(done, refused)) {
      for (var file : list(part, any -> name(any).compareTo(limit) < 0)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> list(Path folder, DirectoryStream.Filter<Path> wanted)
      throws IOException {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder, wanted)) {
      for (var file : entries) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return files;
  }

  /** A name that can stand in logs, reports and tables: its end, with the extension. */
  private static String plain(String name) {
    var plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.substring(Math.max(0, plain.length() - MOST_OF_NAME));
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
