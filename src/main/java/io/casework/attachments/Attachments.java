package io.casework.attachments;

import static io.casework.attachments.ContentCheck.FILE;

import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.vault.CaseKey;
import io.casework.vault.CaseKeys;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes files in and hands them out; every step is a fact of the case.
 *
 * <p>A file is held against what its sender said, checked, stored and read back before anybody can
 * see it. A file whose row was never written stays in the archive as bytes that nobody names.
 */
@Component
public class Attachments {

  private static final int LONGEST_DESCRIPTION = 500;
  private static final int PATIENCE_SECONDS = 10;

  private final AttachmentRows rows;
  private final StoredAttachments stored;
  private final Scanner scanner;
  private final Cases cases;
  private final CaseKeys keys;
  private final AttachmentProperties limits;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final Semaphore places;
  private final ContentCheck content = new ContentCheck();

  Attachments(
      AttachmentRows rows,
      StoredAttachments stored,
      Scanner scanner,
      Cases cases,
      CaseKeys keys,
      AttachmentProperties limits,
      ApplicationEventPublisher facts,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.stored = stored;
    this.scanner = scanner;
    this.cases = cases;
    this.keys = keys;
    this.limits = limits;
    this.facts = facts;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.places = new Semaphore(limits.atOnce());
  }

  /** The largest file that is taken, in bytes. */
  public long maxBytes() {
    return limits.maxFileSize().toBytes();
  }

  /**
   * Adds a file to a case.
   *
   * @throws Refused when something is wrong with it
   * @throws NotNow when too many files are being worked on, or the scanner does not answer
   */
  public Attachment add(CaseId caseId, Upload upload, String actor) {
    try {
      return alone(() -> take(caseId, upload, actor));
    } catch (Refused e) {
      publish("attachment_refused", caseId, actor, Map.of("field", e.field(), "rule", e.rule()));
      throw e;
    }
  }

  private Attachment take(CaseId caseId, Upload upload, String actor) {
    var bytes = read(upload);
    var sha256 = StoredAttachments.sha256(bytes);
    var sent = sent(upload, sha256);
    var name = FileNames.clean(Optional.ofNullable(upload.name()).orElse(""));
    var type = content.type(bytes, FileNames.extension(name), upload.type());
    room(caseId, bytes.length);
    var scanned = scanner.clean(bytes);
    var id = UUID.randomUUID().toString();
    var key = key(caseId);
    var added =
        new Attachment(
            id,
            caseId,
            name,
            description(upload),
            type.mediaType(),
            bytes.length,
            sent,
            sha256,
            stored.write(caseId, id, bytes, key),
            scanned,
            actor,
            clock.instant());
    transaction.executeWithoutResult(status -> record(added, key));
    return added;
  }

  /** With the case locked, so that two files do not both take the last place. */
  private void record(Attachment added, CaseKey key) {
    cases.lock(added.caseId());
    room(added.caseId(), added.bytes());
    if (keys.destroyed(added.caseId())) {
      throw erased();
    }
    rows.insert(added, key);
    cases.attached(
        added.caseId(),
        added.attachmentId(),
        Map.of(
            "sha256", added.storedSha256(),
            "bytes", added.bytes(),
            "type", added.type(),
            "scanned", added.scanned()),
        added.addedBy());
  }

  public List<Attachment> of(CaseId caseId) {
    return rows.of(caseId);
  }

  /** Hands a file out as it arrived, and says so in the trail. */
  public Opened open(CaseId caseId, String attachmentId, String actor) {
    var found = rows.find(caseId, attachmentId).orElseThrow(() -> Refused.missing("attachment"));
    var bytes = alone(() -> bytes(found));
    publish("attachment_downloaded", caseId, actor, Map.of("attachment_id", attachmentId));
    return new Opened(found, bytes);
  }

  /** The file, held against its digests. */
  byte[] bytes(Attachment attachment) {
    var key = keys.find(attachment.caseId()).orElseThrow(Attachments::erased);
    return stored.read(
        attachment.caseId(), attachment.attachmentId(), attachment.storedSha256(), key);
  }

  private byte[] read(Upload upload) {
    var most = Math.toIntExact(maxBytes());
    try (var in = upload.content().open()) {
      var bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw Refused.field(
            FILE, "must not be larger than %d MB".formatted(limits.maxFileSize().toMegabytes()));
      }
      return bytes;
    } catch (IOException e) {
      throw Refused.field(FILE, "did not arrive whole");
    }
  }

  private static @Nullable String sent(Upload upload, String arrived) {
    var sent = upload.sha256();
    if (sent == null || sent.isBlank()) {
      return null;
    }
    if (!sent.strip().toLowerCase(Locale.ROOT).equals(arrived)) {
      throw Refused.field("/sha256", "must be the SHA-256, in hex, of the file that arrived");
    }
    return arrived;
  }

  private static @Nullable String description(Upload upload) {
    var text = Optional.ofNullable(upload.description()).map(String::strip).orElse("");
    if (text.length() > LONGEST_DESCRIPTION || text.indexOf('\0') >= 0) {
      throw Refused.field(
          "/description",
          "must hold at most %d characters, none of them NUL".formatted(LONGEST_DESCRIPTION));
    }
    return text.isEmpty() ? null : text;
  }

  private void room(CaseId caseId, long bytes) {
    var there = rows.of(caseId);
    if (there.size() >= limits.maxFiles()) {
      throw Refused.conflict(
          FILE, "must leave the case with %d files at most".formatted(limits.maxFiles()));
    }
    if (there.stream().mapToLong(Attachment::bytes).sum() + bytes
        > limits.maxCaseSize().toBytes()) {
      throw Refused.conflict(
          FILE,
          "must leave the case with %d MB at most".formatted(limits.maxCaseSize().toMegabytes()));
    }
  }

  /** Cases that are older than keys get theirs with their first file. */
  private CaseKey key(CaseId caseId) {
    return transaction.execute(
        status -> {
          cases.lock(caseId);
          if (keys.destroyed(caseId)) {
            throw erased();
          }
          return keys.find(caseId).orElseGet(() -> keys.create(caseId));
        });
  }

  private static Refused erased() {
    return Refused.conflict(FILE, "belongs to a case whose personal data are erased");
  }

  private void publish(String kind, CaseId caseId, String actor, Map<String, Object> what) {
    transaction.executeWithoutResult(
        status -> facts.publishEvent(new OperationsEvent(kind, caseId, actor, what)));
  }

  private <T> T alone(Supplier<T> work) {
    try {
      if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new NotNow("Too many files are being worked on.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotNow("The application is stopping.");
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** A file with what is known of it. */
  public record Opened(Attachment attachment, byte[] bytes) {}
}
