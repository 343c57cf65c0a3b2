package io.casework.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.archive.Archive;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.vault.CaseKey;
import io.casework.vault.CaseKeys;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where sealed bundles lie in the archive: {@code bundles/<case>/v<n>/}. A version counts only once
 * its object {@code COMPLETE} is there.
 */
@Component
class Shelf {

  private final Archive archive;
  private final CaseKeys keys;
  private final ObjectMapper json;

  Shelf(Archive archive, CaseKeys keys, ObjectMapper json) {
    this.archive = archive;
    this.keys = keys;
    this.json = json;
  }

  /** How a version was completed before, should its maker have died right after. */
  Optional<Sealing> completed(CaseId caseId, int version) throws IOException {
    var marker = archive.find(folder(caseId, version) + "COMPLETE");
    if (marker.isEmpty()) {
      return Optional.empty();
    }
    try (var in = marker.get().open()) {
      return Optional.of(json.readValue(in, Sealing.class));
    }
  }

  void putRedacted(CaseId caseId, int version, Content zip) throws IOException {
    archive.create(redacted(caseId, version), zip);
  }

  /**
   * Keeps the encrypted zip. Encryption gives other bytes each time, so what an earlier attempt
   * left stays when it is the same zip.
   *
   * @return SHA-256 of what is stored
   */
  String putFull(CaseId caseId, int version, CaseKey key, Content encrypted, String plainSha256)
      throws IOException {
    var earlier = archive.find(full(caseId, version));
    if (earlier.isPresent()) {
      var plain = new FullBundleCipher(key, caseId, version).decrypting(earlier.get());
      if (sha256(plain).equals(plainSha256)) {
        return sha256(earlier.get());
      }
    }
    return archive.create(full(caseId, version), encrypted);
  }

  void complete(CaseId caseId, int version, Sealing made) throws IOException {
    archive.create(folder(caseId, version) + "COMPLETE", Content.of(json.writeValueAsBytes(made)));
  }

  /**
   * A sealed zip as it was made; empty for a full one when the case's key is destroyed.
   *
   * @throws IllegalStateException when the archive does not have it
   */
  Optional<Content> zip(CaseId caseId, int version, Profile profile) throws IOException {
    if (profile == Profile.REDACTED) {
      return Optional.of(stored(redacted(caseId, version)));
    }
    var key = keys.find(caseId);
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FullBundleCipher(key.get(), caseId, version)
                .decrypting(stored(full(caseId, version))));
  }

  /** Whether a sealed version lies here whole, with these sums; null: there is no such zip. */
  boolean holds(
      CaseId caseId, int version, @Nullable String redactedSha256, @Nullable String fullSha256)
      throws IOException {
    return archive.find(folder(caseId, version) + "COMPLETE").isPresent()
        && holds(redacted(caseId, version), redactedSha256)
        && holds(full(caseId, version), fullSha256);
  }

  private boolean holds(String name, @Nullable String sum) throws IOException {
    if (sum == null) {
      return true;
    }
    var found = archive.find(name);
    return found.isPresent() && sha256(found.get()).equals(sum);
  }

  private Content stored(String name) throws IOException {
    return archive
        .find(name)
        .orElseThrow(() -> new IllegalStateException("the archive has lost " + name));
  }

  private static String folder(CaseId caseId, int version) {
    return "bundles/%s/v%d/".formatted(caseId, version);
  }

  private static String redacted(CaseId caseId, int version) {
    return folder(caseId, version) + Label.name(caseId.value(), version, Profile.REDACTED) + ".zip";
  }

  private static String full(CaseId caseId, int version) {
    return folder(caseId, version) + Label.name(caseId.value(), version, Profile.FULL) + ".zip.enc";
  }

  private static String sha256(Content content) throws IOException {
    var digest = Hashes.sha256();
    try (var in = content.open()) {
      in.transferTo(Hashes.into(digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
