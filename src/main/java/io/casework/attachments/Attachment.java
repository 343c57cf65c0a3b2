package io.casework.attachments;

import io.casework.core.CaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that belongs to a case.
 *
 * @param name as it was given, cleaned; made of the id once the case's key is destroyed
 * @param type media type by content
 * @param senderSha256 of the file before it was sent, if the sender told; it was found equal
 * @param sha256 of the file as it arrived, lower-case hex
 * @param storedSha256 of the encrypted object; the only digest that others than readers may see
 * @param scanned whether a scanner looked through it and found nothing
 */
public record Attachment(
    String attachmentId,
    CaseId caseId,
    String name,
    @Nullable String description,
    String type,
    long bytes,
    @Nullable String senderSha256,
    String sha256,
    String storedSha256,
    boolean scanned,
    String addedBy,
    Instant addedAt) {

  /** A name that tells nothing but the type: {@code <id>.pdf}. */
  public String generatedName() {
    return generatedName(attachmentId, type);
  }

  static String generatedName(String attachmentId, String type) {
    return FileType.ofMediaType(type)
        .map(known -> attachmentId + "." + known.extension())
        .orElse(attachmentId);
  }
}
