package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks a bundle with nothing but a public key: its name, that every file is there and as it was,
 * that none was added, who signed, and that its audit records stand in the signed log.
 */
public final class BundleCheck {

  private final BagReader bag;
  private final VerifyingKey key;
  private final List<String> problems = new ArrayList<>();

  private BundleCheck(BagReader bag, VerifyingKey key) {
    this.bag = bag;
    this.key = key;
  }

  /**
   * What was found.
   *
   * @param problems which file, which line and what is wrong; empty when all is well
   */
  public record Report(
      String name, String keyId, long auditRecords, long auditSize, List<String> problems) {

    public boolean sound() {
      return problems.isEmpty();
    }
  }

  /**
   * @param bundle zip, or the folder that it was unpacked to
   * @param trustedKey EC public key as PEM
   * @throws IOException when something cannot be read
   * @throws IllegalArgumentException when the key is none
   */
  public static Report run(Path bundle, Path trustedKey) throws IOException {
    var key = VerifyingKey.in(trustedKey);
    try (var bag = BagReader.of(bundle)) {
      return new BundleCheck(bag, key).run();
    } catch (Unsound e) {
      return failed(String.valueOf(bundle.getFileName()), key, String.valueOf(e.getMessage()));
    }
  }

  private static Report failed(String name, VerifyingKey key, String problem) {
    return new Report(name, key.id(), 0, 0, List.of(problem));
  }

  private Report run() throws IOException {
    for (var needed :
        List.of("bagit.txt", "bag-info.txt", Bag.MANIFEST, Bag.TAG_MANIFEST, Bag.SIGNATURE)) {
      if (!bag.paths().contains(needed)) {
        return failed(bag.name(), key, needed + ": is missing");
      }
    }
    checkSignature();
    var tags = listed(Bag.TAG_MANIFEST);
    var payload = listed(Bag.MANIFEST);
    checkSums(tags);
    checkSums(payload);
    checkNothingElse(tags, payload);
    var info = info();
    checkName(info);
    checkManifest(payload, info);
    var size = number(info, "Casework-Audit-Size");
    var records = number(info, "Casework-Audit-Records");
    if (size != 0) {
      new SliceCheck(bag, key, problems).run(info.getOrDefault("Casework-Case", ""), size, records);
    }
    return new Report(bag.name(), key.id(), records, size, List.copyOf(problems));
  }

  private void checkSignature() throws IOException {
    if (key.signed(bag.bytes(Bag.TAG_MANIFEST), bag.bytes(Bag.SIGNATURE))) {
      return;
    }
    var says = info().getOrDefault("Casework-Signing-Key", "");
    problems.add(
        says.equals(key.id())
            ? Bag.TAG_MANIFEST + ": is not what key " + key.id() + " signed"
            : "%s: is not signed by key %s; the bag names key %s"
                .formatted(Bag.TAG_MANIFEST, key.id(), says));
  }

  private void checkSums(Map<String, String> sums) throws IOException {
    for (var sum : sums.entrySet()) {
      if (!bag.paths().contains(sum.getKey())) {
        problems.add(sum.getKey() + ": is missing");
      } else if (!sha256(sum.getKey()).equals(sum.getValue())) {
        problems.add(sum.getKey() + ": was changed, its SHA-256 differs");
      }
    }
  }

  private void checkNothingElse(Map<String, String> tags, Map<String, String> payload) {
    var unlisted = new TreeSet<>(bag.paths());
    unlisted.removeAll(tags.keySet());
    unlisted.removeAll(payload.keySet());
    unlisted.removeAll(List.of(Bag.TAG_MANIFEST, Bag.SIGNATURE));
    unlisted.forEach(path -> problems.add(path + ": was added, no manifest lists it"));
    payload.keySet().stream()
        .filter(path -> !path.startsWith("data/"))
        .forEach(path -> problems.add(path + ": is no payload and stands in " + Bag.MANIFEST));
  }

  private void checkName(Map<String, String> info) {
    var name = info.getOrDefault("External-Identifier", "");
    if (!name.equals(bag.name())) {
      problems.add("bag-info.txt: this is %s under the name %s".formatted(name, bag.name()));
    }
  }

  /** What programs read agrees with what the sums cover. */
  private void checkManifest(Map<String, String> payload, Map<String, String> info)
      throws IOException {
    if (!bag.paths().contains("manifest.json")) {
      problems.add("manifest.json: is missing");
      return;
    }
    try {
      var manifest = BundleJson.LINE.readTree(bag.bytes("manifest.json"));
      var files = new TreeMap<String, String>();
      long bytes = 0;
      for (var file : manifest.path("files")) {
        files.put(file.path("path").asText(), file.path("sha256").asText());
        bytes += file.path("bytes").asLong();
      }
      var oxum = bytes + "." + files.size();
      if (!files.equals(payload)
          || !manifest.path("name").asText().equals(info.get("External-Identifier"))
          || !oxum.equals(info.get("Payload-Oxum"))) {
        problems.add("manifest.json: does not agree with the manifests of the bag");
      }
    } catch (JsonProcessingException e) {
      problems.add("manifest.json: is no JSON");
    }
  }

  /** A file of the form {@code sha256sum}: hash by path. */
  private SortedMap<String, String> listed(String manifest) throws IOException {
    var sums = new TreeMap<String, String>();
    var lines = text(manifest).split("\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      if (!lines[i].matches("[0-9a-f]{64}  [^\\s].*")
          || sums.put(lines[i].substring(66), lines[i].substring(0, 64)) != null) {
        problems.add("%s line %d: is no hash and path, or comes twice".formatted(manifest, i + 1));
      }
    }
    if (!lines[lines.length - 1].isEmpty()) {
      problems.add(manifest + ": was cut off");
    }
    return sums;
  }

  private Map<String, String> info() throws IOException {
    var info = new HashMap<String, String>();
    text("bag-info.txt")
        .lines()
        .filter(line -> line.contains(": "))
        .forEach(
            line ->
                info.put(
                    line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)));
    return info;
  }

  private long number(Map<String, String> info, String field) {
    try {
      return Long.parseLong(info.getOrDefault(field, ""));
    } catch (NumberFormatException e) {
      problems.add("bag-info.txt: " + field + " is no number");
      return 0;
    }
  }

  private String text(String path) throws IOException {
    return new String(bag.bytes(path), UTF_8);
  }

  private String sha256(String path) throws IOException {
    var digest = Hashes.sha256();
    try (var in = bag.open(path)) {
      in.transferTo(Hashes.into(digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
