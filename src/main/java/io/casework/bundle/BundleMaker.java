package io.casework.bundle;

import io.casework.cases.CaseRecord;
import io.casework.core.CaseId;
import io.casework.core.Failpoints;
import io.casework.vault.CaseKey;
import io.casework.vault.Signer;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * Makes bundles: gathers, writes both zips to temporary files, and puts them on the shelf.
 *
 * <p>The full zip never touches the disk in plain, and neither is ever whole in memory.
 */
@Component
class BundleMaker {

  private final Gatherer gatherer;
  private final Shelf shelf;
  private final Signer signer;
  private final Clock clock;

  BundleMaker(Gatherer gatherer, Shelf shelf, Signer signer, Clock clock) {
    this.gatherer = gatherer;
    this.shelf = shelf;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * Makes one version, or finds it made by an attempt that died before it could say so.
   *
   * @throws io.casework.archive.ArchiveConflict when an earlier attempt left other bytes
   */
  Sealing make(Claim claim) throws IOException {
    var before = shelf.completed(claim.caseId(), claim.version());
    if (before.isPresent()) {
      return before.get();
    }
    var gathered = gatherer.gather(claim.caseId());
    var rendering = new Rendering(gathered, claim.version());
    var madeAt = now();
    var folder = Files.createTempDirectory("casework-bundle");
    try {
      var made = write(claim, gathered, rendering, madeAt, folder);
      Failpoints.hit("bundle.before-marker");
      shelf.complete(claim.caseId(), claim.version(), made);
      return made;
    } finally {
      Files.deleteIfExists(folder.resolve("redacted"));
      Files.deleteIfExists(folder.resolve("full"));
      Files.deleteIfExists(folder);
    }
  }

  /** A bundle that is not kept, straight to whoever asked for it. */
  void write(Gathered gathered, Profile profile, OutputStream to) throws IOException {
    new Rendering(gathered, 0).bag(profile, "export", now(), signer).writeZip(to);
  }

  private Sealing write(
      Claim claim, Gathered gathered, Rendering rendering, Instant madeAt, Path folder)
      throws IOException {
    var caseId = claim.caseId();
    var redactedFile = folder.resolve("redacted");
    var redacted =
        zip(
            rendering.bag(Profile.REDACTED, claim.reason(), madeAt, signer),
            Files.newOutputStream(redactedFile));
    shelf.putRedacted(caseId, claim.version(), () -> Files.newInputStream(redactedFile));
    Failpoints.hit("bundle.mid-files");
    CaseRecord record = gathered.record();
    var size = gathered.checkpoint().size();
    if (gathered.key().isEmpty()) {
      return new Sealing(
          madeAt,
          record.version(),
          size,
          null,
          null,
          null,
          redacted.sha256,
          redacted.bytes,
          gathered.failure());
    }
    CaseKey key = gathered.key().get();
    var fullFile = folder.resolve("full");
    var full =
        zip(
            rendering.bag(Profile.FULL, claim.reason(), madeAt, signer),
            new FullBundleCipher(key, caseId, claim.version())
                .encrypting(new BufferedOutputStream(Files.newOutputStream(fullFile))));
    var stored =
        shelf.putFull(
            caseId, claim.version(), key, () -> Files.newInputStream(fullFile), full.sha256);
    return new Sealing(
        madeAt,
        record.version(),
        size,
        full.sha256,
        stored,
        full.bytes,
        redacted.sha256,
        redacted.bytes,
        gathered.failure());
  }

  private static Written zip(Bag bag, OutputStream to) throws IOException {
    var digest = Hashes.sha256();
    var counter = new Counter(new DigestOutputStream(to, digest));
    try (var out = new BufferedOutputStream(counter, 1 << 16)) {
      bag.writeZip(out);
    }
    return new Written(HexFormat.of().formatHex(digest.digest()), counter.bytes);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private record Written(String sha256, long bytes) {}

  private static final class Counter extends FilterOutputStream {

    private long bytes;

    Counter(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      out.write(some, offset, length);
      bytes += length;
    }
  }

  /** Everything of a case as it is now. */
  Gathered gather(CaseId caseId) {
    return gatherer.gather(caseId);
  }
}
