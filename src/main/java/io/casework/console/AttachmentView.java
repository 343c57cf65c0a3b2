package io.casework.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.attachments.Attachment;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/**
 * A file of a case as people see it.
 *
 * @param sha256 of the file as it arrived; left out for who may not read it, because the digest of
 *     a form with few unknown values can be guessed
 * @param scan {@code clean} or {@code not_scanned}
 */
record AttachmentView(
    String attachmentId,
    String name,
    @Nullable String description,
    String type,
    long bytes,
    @Nullable String sha256,
    String storedSha256,
    String scan,
    String addedBy,
    Instant addedAt) {

  static AttachmentView of(Attachment attachment, boolean masked) {
    return new AttachmentView(
        attachment.attachmentId(),
        masked ? attachment.generatedName() : attachment.name(),
        masked ? null : attachment.description(),
        attachment.type(),
        attachment.bytes(),
        masked ? null : attachment.sha256(),
        attachment.storedSha256(),
        attachment.scanned() ? "clean" : "not_scanned",
        attachment.addedBy(),
        attachment.addedAt());
  }

  /** How a browser is told to save the file and to run nothing of it. */
  static Map<String, String> headers(Attachment attachment) {
    return Map.of(
        "Content-Type",
        attachment.type(),
        "Content-Disposition",
        ContentDisposition.attachment().filename(attachment.name(), UTF_8).build().toString(),
        "X-Content-Type-Options",
        "nosniff",
        "Content-Security-Policy",
        "default-src 'none'; sandbox",
        "Cache-Control",
        "no-store");
  }
}
