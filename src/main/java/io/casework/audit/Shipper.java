package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.archive.Archive;
import io.casework.archive.ArchiveConflict;
import io.casework.audit.SealTables.Part;
import io.casework.audit.SealTables.Seal;
import io.casework.core.Content;
import io.casework.core.Failpoints;
import io.casework.vault.Signer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;

/**
 * Carries closed parts and the seals of finished days to the archive, in order.
 *
 * <p>What it writes is in the tables, byte for byte: after a crash it writes the same again.
 */
class Shipper {

  private static final Logger log = LoggerFactory.getLogger(Shipper.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

  private final LogTables lines;
  private final SealTables seals;
  private final Archive archive;
  private final List<Archive> anchors;
  private final Optional<TimeStampAuthority> authority;
  private final Signer signer;
  private final Clock clock;
  private boolean introduced;
  private Instant nextStamp = Instant.MIN;

  /**
   * @param anchors other places for checkpoints and seals
   */
  Shipper(
      LogTables lines,
      SealTables seals,
      Archive archive,
      List<Archive> anchors,
      Optional<TimeStampAuthority> authority,
      Signer signer,
      Clock clock) {
    this.lines = lines;
    this.seals = seals;
    this.archive = archive;
    this.anchors = anchors;
    this.authority = authority;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * Ships all that is closed.
   *
   * @throws ArchiveConflict when the archive holds other bytes
   * @throws IOException when the archive is away
   */
  void ship() throws IOException, InterruptedException {
    introduce();
    for (var part = seals.nextPart(); part.isPresent(); part = seals.nextPart()) {
      sealDaysBefore(part.get().day());
      ship(part.get());
    }
    sealDaysBefore(LocalDate.MAX);
    stamp();
  }

  /** What a verifier needs besides the log: the key and a script. */
  private void introduce() throws IOException {
    if (!introduced) {
      once("audit/keys/" + signer.keyId() + ".pub.pem", signer.publicKey().getBytes(UTF_8));
      var script = new ClassPathResource("audit/verify-audit.sh");
      once("audit/verify-audit.sh", script.getContentAsByteArray());
      introduced = true;
    }
  }

  private void once(String name, byte[] bytes) throws IOException {
    if (archive.find(name).isEmpty()) {
      archive.create(name, Content.of(bytes));
    }
  }

  private void ship(Part part) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var line : lines.lines(part.first(), part.last())) {
      bytes.write(line);
    }
    archive.create(records(part), Content.of(bytes.toByteArray()));
    Failpoints.hit("audit.after-write");
    everywhere(folder(part.day()) + name(part, "checkpoint"), note(part));
    seals.shipped(part);
  }

  private void sealDaysBefore(LocalDate day) throws IOException {
    for (var next = seals.nextSealed();
        next.isPresent() && next.get().isBefore(day);
        next = seals.nextSealed()) {
      var seal = sealed(next.get());
      everywhere(folder(seal.day()) + "SHA256SUMS", seal.sums().getBytes(UTF_8));
      everywhere(folder(seal.day()) + "SHA256SUMS.sig", seal.signature());
      seals.sealed(seal.day());
    }
  }

  private Seal sealed(LocalDate day) {
    var found = seals.seal(day);
    if (found.isPresent()) {
      return found.get();
    }
    var sums = new StringBuilder();
    for (var part : seals.parts(day)) {
      sums.append(sum(Sha256.hex(Sha256.of(note(part))), fromSeal(part, "checkpoint")));
      sums.append(sum(part.sha256(), fromSeal(part, "jsonl")));
    }
    seals
        .sealBefore(day)
        .ifPresent(
            before ->
                sums.append(
                    sum(
                        Sha256.hex(Sha256.of(before.sums().getBytes(UTF_8))),
                        "../%s/SHA256SUMS".formatted(before.day()))));
    var text = sums.toString();
    Failpoints.hit("seal.before-signature");
    try {
      seals.add(new Seal(day, text, signer.sign(text.getBytes(UTF_8))));
    } catch (DuplicateKeyException e) {
      // Another node sealed it; one signature is as good as another, but the first one counts.
    }
    return seals.seal(day).orElseThrow();
  }

  /** A time stamp proves when; without it the seal still proves what. */
  private void stamp() throws IOException, InterruptedException {
    if (authority.isEmpty() || clock.instant().isBefore(nextStamp)) {
      return;
    }
    for (var next = seals.nextStamped(); next.isPresent(); next = seals.nextStamped()) {
      var name = folder(next.get().day()) + "SHA256SUMS.tsr";
      try {
        everywhere(name, stamp(next.get(), name));
      } catch (IOException | ArchiveConflict e) {
        // A conflict here is another node whose stamp came first.
        log.warn("audit: no time stamp for {}: {}", next.get().day(), e.getMessage());
        nextStamp = clock.instant().plus(BETWEEN_TRIES);
        return;
      }
      seals.stamped(next.get().day());
    }
  }

  private byte[] stamp(Seal seal, String name) throws IOException, InterruptedException {
    var found = archive.find(name);
    if (found.isPresent()) {
      try (var in = found.get().open()) {
        return in.readAllBytes();
      }
    }
    return authority.orElseThrow().stamp(seal.sums().getBytes(UTF_8));
  }

  private void everywhere(String name, byte[] bytes) throws IOException {
    archive.create(name, Content.of(bytes));
    for (var anchor : anchors) {
      anchor.create(name, Content.of(bytes));
    }
  }

  private byte[] note(Part part) {
    return seals.checkpoint(part.last()).orElseThrow().note().getBytes(UTF_8);
  }

  /** Where the records of a part lie in the archive. */
  static String records(Part part) {
    return folder(part.day()) + name(part, "jsonl");
  }

  private static String folder(LocalDate day) {
    return "audit/%s/".formatted(day);
  }

  /** With its day, so that a folder of another day does not pass for it. */
  private static String fromSeal(Part part, String kind) {
    return "../%s/%s".formatted(part.day(), name(part, kind));
  }

  private static String name(Part part, String kind) {
    return String.format(Locale.ROOT, "%012d.%s", part.first(), kind);
  }

  private static String sum(String sha256, String name) {
    return sha256 + "  " + name + "\n";
  }
}
