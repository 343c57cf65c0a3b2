package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a bundle's audit records stand in the log that was signed, and follow each other. */
final class SliceCheck {

  private static final String FOLDER = "data/audit/";
  private static final String SLICE = FOLDER + "slice.jsonl";

  private final BagReader bag;
  private final VerifyingKey key;
  private final List<String> problems;

  SliceCheck(BagReader bag, VerifyingKey key, List<String> problems) {
    this.bag = bag;
    this.key = key;
    this.problems = problems;
  }

  /**
   * @param size of the log and {@code records} of the slice, as the bag says
   */
  void run(String caseId, long size, long records) throws IOException {
    var log = checkpoint();
    if (log == null) {
      return;
    }
    if (!log.signedBy(key)) {
      problems.add(FOLDER + "checkpoint: is not signed by key " + key.id());
    }
    if (log.size() != size) {
      problems.add("bag-info.txt: another Casework-Audit-Size than data/audit/checkpoint");
    }
    var lines = lines();
    if (lines.size() != records) {
      problems.add(
          "%s: has %d records, bag-info.txt says %d".formatted(SLICE, lines.size(), records));
    }
    byte[] before = {};
    long seqBefore = -1;
    for (int number = 1; number <= lines.size(); number++) {
      var line = lines.get(number - 1);
      try {
        var record = BundleJson.LINE.readTree(line);
        var seq = record.path("seq").asLong(-1);
        check(number, record, seq, line, caseId, log);
        if (seq <= seqBefore) {
          problems.add("%s line %d: is out of order".formatted(SLICE, number));
        }
        if (seq == seqBefore + 1
            && number > 1
            && !record.path("prev").asText().equals(Hashes.hex(before))) {
          problems.add("%s line %d: does not follow the line before it".formatted(SLICE, number));
        }
        seqBefore = seq;
      } catch (IOException e) {
        problems.add("%s line %d: is no JSON".formatted(SLICE, number));
      }
      before = line;
    }
  }

  private void check(
      int number, JsonNode record, long seq, byte[] line, String caseId, LogCheckpoint log)
      throws IOException {
    var where = "%s line %d".formatted(SLICE, number);
    var path = FOLDER + "proofs/%d.tlog-proof".formatted(seq);
    if (!new String(line, UTF_8).contains(caseId)) {
      problems.add(where + ": is about another case");
    }
    if (!bag.paths().contains(path)) {
      problems.add(path + ": is missing, so nothing proves " + where);
      return;
    }
    try {
      var proof = InclusionProof.parse(new String(bag.bytes(path), UTF_8));
      if (proof.index() != seq - 1) {
        problems.add(path + ": is of another record");
      } else if (!proof.proves(line, log)) {
        problems.add(where + ": is not in the signed log");
      }
    } catch (IllegalArgumentException e) {
      problems.add(path + ": is no tlog-proof");
    }
  }

  private @Nullable LogCheckpoint checkpoint() throws IOException {
    var path = FOLDER + "checkpoint";
    if (!bag.paths().contains(path) || !bag.paths().contains(SLICE)) {
      problems.add(FOLDER + ": has no checkpoint or no slice");
      return null;
    }
    try {
      return LogCheckpoint.parse(new String(bag.bytes(path), UTF_8));
    } catch (IllegalArgumentException e) {
      problems.add(path + ": is no tlog-checkpoint");
      return null;
    }
  }

  /** The lines as bytes, each with its line feed. */
  private List<byte[]> lines() throws IOException {
    var lines = new ArrayList<byte[]>();
    var bytes = bag.bytes(SLICE);
    for (int start = 0, end; start < bytes.length; start = end) {
      end = start;
      while (end < bytes.length && bytes[end++] != '\n') {}
      lines.add(Arrays.copyOfRange(bytes, start, end));
    }
    return lines;
  }
}
