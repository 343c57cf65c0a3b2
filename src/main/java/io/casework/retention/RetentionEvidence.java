package io.casework.retention;

import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long the case is kept, what held it, and who had it erased, for its bundle. */
@Component
class RetentionEvidence implements EvidenceSource {

  private final Retentions retentions;
  private final LegalHolds holds;
  private final Erasures erasures;

  RetentionEvidence(Retentions retentions, LegalHolds holds, Erasures erasures) {
    this.retentions = retentions;
    this.holds = holds;
    this.erasures = erasures;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    into.json(
        "retention.json",
        "retention class, legal holds, erasure",
        new Kept(
            retentions.find(caseId).orElse(null),
            holds.of(caseId),
            erasures.find(caseId).orElse(null)),
        "/holds/*/reason",
        "/holds/*/lift_reason",
        "/erasure/note");
  }

  record Kept(@Nullable Retention retention, List<LegalHold> holds, @Nullable Erasure erasure) {}
}
