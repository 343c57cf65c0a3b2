package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.archive.Archive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of the log as it lies in an archive.
 *
 * @param name where, without the ending
 * @param first number of its first record
 */
record ArchivedPart(Archive place, String name, LocalDate day, long first) {

  private static final String FOLDER = "audit/";
  private static final Pattern CHECKPOINT =
      Pattern.compile("(audit/(\\d{4}-\\d\\d-\\d\\d)/(\\d{12}))\\.checkpoint");

  /** All that the archive has, in order. */
  static List<ArchivedPart> all(Archive place) throws IOException {
    return named(place, place.list(FOLDER));
  }

  /** What it has of some days, both ends included. */
  static List<ArchivedPart> from(Archive place, LocalDate begin, LocalDate end) throws IOException {
    var names = new ArrayList<String>();
    for (var day = begin; !day.isAfter(end); day = day.plusDays(1)) {
      names.addAll(place.list(FOLDER + day + "/"));
    }
    return named(place, names);
  }

  private static List<ArchivedPart> named(Archive place, List<String> names) {
    return names.stream()
        .map(CHECKPOINT::matcher)
        .filter(name -> name.matches())
        .map(
            name ->
                new ArchivedPart(
                    place,
                    name.group(1),
                    LocalDate.parse(name.group(2)),
                    Long.parseLong(name.group(3))))
        .toList();
  }

  String checkpoint() throws IOException {
    return new String(read(".checkpoint"), UTF_8);
  }

  byte[] records() throws IOException {
    return read(".jsonl");
  }

  /** Records as lines, each with its line feed. */
  static List<byte[]> lines(byte[] records) {
    var lines = new ArrayList<byte[]>();
    var line = new ByteArrayOutputStream();
    for (var one : records) {
      line.write(one);
      if (one == '\n') {
        lines.add(line.toByteArray());
        line.reset();
      }
    }
    return lines;
  }

  private byte[] read(String ending) throws IOException {
    var found = place.find(name + ending);
    if (found.isEmpty()) {
      throw new IOException(name + ending + " is missing");
    }
    try (var in = found.get().open()) {
      return in.readAllBytes();
    }
  }
}
