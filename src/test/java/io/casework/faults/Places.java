package io.casework.faults;

import java.util.List;

/** The failpoints of the study: every place at which a node is ended in the midst of its work. */
final class Places {

  /** In the order in which a case passes them; {@code case.after-cosmos} waits for Cosmos. */
  static final List<String> ALL =
      List.of(
          "intake.received",
          "intake.validated",
          "intake.inbox-inserted",
          "intake.process-started",
          "intake.before-commit",
          "intake.after-commit",
          "intake.after-settle",
          "enrich.before-call",
          "enrich.after-call",
          "route.after-send",
          "assign.after-claim",
          "notify.after-send",
          "sla.before-commit",
          "resolve.before-commit",
          "resolve.before-response",
          "feedback.after-send",
          "label.after-count",
          "retrain.after-publish",
          "audit.after-sequence",
          "audit.half-line",
          "audit.after-write",
          "seal.before-signature",
          "bundle.mid-files",
          "bundle.before-marker",
          "dlq.after-sample");

  private Places() {}
}
