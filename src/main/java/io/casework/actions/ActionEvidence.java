package io.casework.actions;

import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import org.springframework.stereotype.Component;

/** What was done to protect the customer, with the receipts of the systems that did it. */
@Component
class ActionEvidence implements EvidenceSource {

  private final ActionLog log;

  ActionEvidence(ActionLog log) {
    this.log = log;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var actions = log.of(caseId);
    if (actions.isEmpty()) {
      into.missing("actions.jsonl", "no protective action was asked for");
    } else {
      into.lines(
          "actions.jsonl",
          "protective actions and their receipts",
          actions,
          "/customer_id",
          "/reason",
          "/reference",
          "/failure");
    }
  }
}
