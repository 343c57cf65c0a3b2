package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.audit.LogVerifier.Broken;
import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain through the parts, and the tree that their checkpoints sign: that later
 * checkpoints continue earlier ones is seen by computing both.
 */
final class ChainVerifier {

  private final List<VerifyingKey> keys;
  private final GrowingTree tree = new GrowingTree();
  private final MessageDigest digest = Sha256.digest();
  private String origin = "";
  private String prev = "0".repeat(64);
  private String time = "";
  private int parts;
  private @Nullable CheckpointNote expected;
  private String expectedFrom = "";
  private byte[] rootThere = Sha256.of();
  private String lastThere = prev;

  ChainVerifier(List<VerifyingKey> keys) {
    this.keys = keys;
  }

  /** The log must begin with what this checkpoint signs. */
  void expect(CheckpointNote note, String from) {
    expected = note;
    expectedFrom = from;
  }

  /** Checks the part of this name, without its ending. */
  void check(Path folder, String name) throws IOException, Broken {
    var due = String.format(Locale.ROOT, "%012d", tree.size() + 1);
    if (!name.endsWith("/" + due)) {
      throw new Broken(name + ".jsonl", "record %d is expected here".formatted(tree.size() + 1));
    }
    var note = note(folder, name + ".checkpoint");
    var file = name + ".jsonl";
    var before = tree.size();
    checkLines(file, read(folder, file));
    if (tree.size() != note.size() || tree.size() == before) {
      throw new Broken(
          file,
          "has %d lines, its checkpoint ends with record %d"
              .formatted(tree.size() - before, note.size()));
    }
    if (!prev.equals(note.last()) || !Arrays.equals(tree.root(), note.root())) {
      throw new Broken(file, "the records are not those that its checkpoint signs");
    }
    time = note.time();
    parts++;
  }

  private CheckpointNote note(Path folder, String file) throws IOException, Broken {
    try {
      var note = CheckpointNote.parse(new String(read(folder, file), UTF_8));
      if (!note.signedBy(keys)) {
        throw new Broken(file, "is not signed by this key");
      }
      if (origin.isEmpty()) {
        origin = note.origin();
      }
      if (!origin.equals(note.origin())) {
        throw new Broken(file, "is of another log: " + note.origin());
      }
      return note;
    } catch (IllegalArgumentException e) {
      throw new Broken(file, e.getMessage());
    }
  }

  private static byte[] read(Path folder, String file) throws IOException, Broken {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (NoSuchFileException e) {
      throw new Broken(file, "is missing");
    }
  }

  private void checkLines(String file, byte[] bytes) throws Broken {
    var number = 0;
    for (int start = 0, end; start < bytes.length; start = end) {
      number++;
      end = lineEnd(bytes, start);
      if (bytes[end - 1] != '\n') {
        throw new Broken(file, "line %d: is cut off".formatted(number));
      }
      checkLine(file, number, bytes, start, end);
    }
  }

  private static int lineEnd(byte[] bytes, int start) {
    var end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return Math.min(end + 1, bytes.length);
  }

  private void checkLine(String file, int number, byte[] bytes, int start, int end) throws Broken {
    var head =
        "{\"v\":1,\"log\":\"%s\",\"seq\":"
            .formatted(origin)
            .concat((tree.size() + 1) + ",\"ts\":\"");
    if (!holds(bytes, start, end, head)) {
      throw new Broken(
          file, "line %d: is not record %d of this log".formatted(number, tree.size() + 1));
    }
    var tail = ",\"prev\":\"" + prev + "\"}\n";
    if (!holds(bytes, end - tail.length(), end, tail)) {
      throw new Broken(
          file, "line %d: does not follow the line before: prev is not its hash".formatted(number));
    }
    digest.update(bytes, start, end - start);
    prev = Sha256.hex(digest.digest());
    digest.update((byte) 0);
    digest.update(bytes, start, end - start);
    tree.add(digest.digest());
    if (expected != null && expected.size() == tree.size()) {
      rootThere = tree.root();
      lastThere = prev;
    }
  }

  private static boolean holds(byte[] bytes, int start, int end, String wanted) {
    var ascii = wanted.getBytes(UTF_8);
    return start >= 0
        && end - start >= ascii.length
        && Arrays.equals(bytes, start, start + ascii.length, ascii, 0, ascii.length);
  }

  /** Compares with the checkpoint kept elsewhere, when everything has passed by. */
  void checkExpected() throws Broken {
    if (expected == null) {
      return;
    }
    if (!expected.origin().equals(origin)) {
      throw new Broken(expectedFrom, "is of another log: " + expected.origin());
    }
    if (expected.size() > tree.size()) {
      throw new Broken(
          expectedFrom,
          "knows %d records, but the log ends with record %d"
              .formatted(expected.size(), tree.size()));
    }
    if (!expected.last().equals(lastThere) || !Arrays.equals(expected.root(), rootThere)) {
      throw new Broken(
          expectedFrom, "signs other records than the first %d here".formatted(expected.size()));
    }
  }

  long size() {
    return tree.size();
  }

  String origin() {
    return origin;
  }

  String time() {
    return time;
  }

  int parts() {
    return parts;
  }
}
