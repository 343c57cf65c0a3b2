package io.casework.attachments;

import io.casework.audit.AuditTrail;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.vault.CaseKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The files of a case and through whose hands they went. */
@Component
class AttachmentEvidence implements EvidenceSource {

  private static final String CUSTODY = "custody.jsonl";

  private final Attachments attachments;
  private final CaseKeys keys;
  private final AuditTrail audit;

  AttachmentEvidence(Attachments attachments, CaseKeys keys, AuditTrail audit) {
    this.attachments = attachments;
    this.keys = keys;
    this.audit = audit;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var all = attachments.of(caseId);
    var steps = steps(caseId, all);
    if (steps.isEmpty()) {
      into.missing(CUSTODY, "no file was added to this case");
      return;
    }
    into.lines(
        CUSTODY,
        "who added, opened or failed to add which file, with digests before and after",
        steps,
        "/sender_sha256",
        "/sha256");
    if (!all.isEmpty()) {
      into.lines(
          "attachments/index.jsonl",
          "the files of the case",
          all,
          "/name",
          "/description",
          "/sender_sha256",
          "/sha256");
    }
    all.forEach(each -> file(each, into));
  }

  private void file(Attachment attachment, Evidence into) {
    var path = "attachments/" + attachment.generatedName();
    if (keys.destroyed(attachment.caseId())) {
      into.missing(path, "its key was destroyed");
      return;
    }
    into.file(
        path,
        "attachment",
        attachment.type(),
        () -> Content.of(attachments.bytes(attachment)).open());
  }

  private List<Step> steps(CaseId caseId, List<Attachment> all) {
    Map<String, Attachment> byId =
        all.stream().collect(Collectors.toMap(Attachment::attachmentId, Function.identity()));
    return audit.of(caseId).stream()
        .filter(entry -> entry.kind().startsWith("attachment_"))
        .map(entry -> Step.of(entry, byId.get(String.valueOf(entry.facts().get("attachment_id")))))
        .toList();
  }

  /**
   * One hand.
   *
   * @param what {@code added}, {@code downloaded} or {@code refused}
   * @param rule why it was refused
   * @param senderSha256 before it was sent, as the sender told
   * @param sha256 as it arrived, and again as it was read back from the archive
   */
  record Step(
      long seq,
      Instant at,
      String who,
      String what,
      @Nullable String attachmentId,
      @Nullable Object rule,
      @Nullable String senderSha256,
      @Nullable String sha256,
      @Nullable String storedSha256) {

    static Step of(AuditTrail.Entry entry, @Nullable Attachment attachment) {
      return new Step(
          entry.seq(),
          entry.at(),
          entry.actor(),
          entry.kind().replaceFirst("^attachment_", ""),
          attachment == null ? null : attachment.attachmentId(),
          entry.facts().get("rule"),
          attachment == null ? null : attachment.senderSha256(),
          attachment == null ? null : attachment.sha256(),
          attachment == null ? null : attachment.storedSha256());
    }
  }
}
