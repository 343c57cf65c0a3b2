package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.audit.LogVerifier.Broken;
import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the seals of days: who signed them, and that a day holds what they list, no more. */
final class SealVerifier {

  static final Set<String> SEAL = Set.of("SHA256SUMS", "SHA256SUMS.sig", "SHA256SUMS.tsr");

  private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})  (\\S+)");

  private final Path folder;
  private final List<VerifyingKey> keys;
  private final Optional<TimeStampVerifier> stamps;
  private String before = "";
  private long records;
  private int stamped;

  SealVerifier(Path folder, List<VerifyingKey> keys, Optional<TimeStampVerifier> stamps) {
    this.folder = folder;
    this.keys = keys;
    this.stamps = stamps;
  }

  static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  boolean begunIn(String day) throws IOException {
    return names(folder.resolve(day)).stream().anyMatch(SEAL::contains);
  }

  void check(String day) throws IOException, Broken {
    var there = names(folder.resolve(day));
    if (!there.contains("SHA256SUMS") || !there.contains("SHA256SUMS.sig")) {
      throw new Broken(day, "the seal is missing");
    }
    var name = day + "/SHA256SUMS";
    var sums = Files.readAllBytes(folder.resolve(name));
    var signature = Files.readAllBytes(folder.resolve(name + ".sig"));
    if (keys.stream().noneMatch(key -> key.signed(sums, signature))) {
      throw new Broken(name, "is not signed by this key");
    }
    var listed = checkSums(day, new String(sums, UTF_8));
    for (var file : there) {
      if (!SEAL.contains(file) && !listed.contains(file)) {
        throw new Broken(day + "/" + file, "is not listed in SHA256SUMS");
      }
    }
    if (!before.isEmpty() && !listed.contains(seal(before))) {
      throw new Broken(name, "does not follow the seal of " + before);
    }
    if (there.contains("SHA256SUMS.tsr") && stamps.isPresent()) {
      stamps.get().check(name + ".tsr", Files.readAllBytes(folder.resolve(name + ".tsr")), sums);
      stamped++;
    }
    before = day;
  }

  private Set<String> checkSums(String day, String sums) throws IOException, Broken {
    var listed = new HashSet<String>();
    var number = 0;
    for (var line : sums.lines().toList()) {
      number++;
      var sum = SUM.matcher(line);
      if (!sum.matches() || !sum.group(2).equals(seal(before)) && !isOf(day, sum.group(2))) {
        throw new Broken(
            day + "/SHA256SUMS", "line %d: is no sum of a file of this log".formatted(number));
      }
      var name = isOf(day, sum.group(2)) ? sum.group(2).substring(day.length() + 4) : sum.group(2);
      checkSum(day, name, sum.group(1));
      listed.add(name);
    }
    return listed;
  }

  private static boolean isOf(String day, String name) {
    var folder = "../%s/".formatted(day);
    return name.startsWith(folder)
        && name.indexOf('/', folder.length()) < 0
        && !name.equals(seal(day));
  }

  private void checkSum(String day, String name, String wanted) throws IOException, Broken {
    var file = folder.resolve(day).resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Broken(day + "/" + name, "is missing");
    }
    if (!Sha256.hex(Sha256.of(Files.readAllBytes(file))).equals(wanted)) {
      throw new Broken(day + "/" + name, "differs from the sum in SHA256SUMS");
    }
  }

  private static String seal(String day) {
    return "../%s/SHA256SUMS".formatted(day);
  }

  /** The parts of the day just checked end with this record. */
  void reached(long record) {
    records = record;
  }

  /** The last record under a seal. */
  long records() {
    return records;
  }

  String report() {
    return before.isEmpty()
        ? "No day is sealed yet."
        : "Sealed until record %d, the end of %s (UTC); time stamps: %s."
            .formatted(
                records,
                before,
                stamps.isPresent() ? stamped + " right" : "not checked, for want of --tsa-cert");
  }
}
