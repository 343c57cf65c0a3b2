package io.casework.workflow;

import io.casework.audit.AuditTrail;
import io.casework.audit.AuditTrail.Entry;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.core.Priority;
import io.casework.core.Route;
import io.casework.routing.CaseTopic.RoutedCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The messages with which a case was published, once per round.
 *
 * <p>They are not kept: each is made again from the record of its routing, by the code that sent
 * it.
 */
@Component
class RoutedMessageEvidence implements EvidenceSource {

  private final AuditTrail audit;
  private final Cases cases;

  RoutedMessageEvidence(AuditTrail audit, Cases cases) {
    this.audit = audit;
    this.cases = cases;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var record = cases.get(caseId);
    var routings =
        audit.of(caseId).stream().filter(entry -> entry.kind().equals("case_routed")).toList();
    var known = new LinkedHashMap<String, Object>();
    for (int round = 1; round <= routings.size(); round++) {
      // A record says what changed: what it does not say is as it was the round before.
      known.putAll(routings.get(round - 1).facts());
      var routed = routed(record, routings.get(round - 1).with(known), round);
      into.json(
          "messages/out/routed-%d.json".formatted(round),
          "the routed case as published, made again from the audit record",
          Map.of(
              "topic", "fraud-cases-topic",
              "message_id", routed.key(),
              "audit_seq", routings.get(round - 1).seq(),
              "body", routed.body()));
    }
    if (routings.isEmpty()) {
      into.missing("messages/out/routed-1.json", "the case was not routed to review");
    }
  }

  private static RoutedCase routed(CaseRecord record, Entry routing, int round) {
    List<String> flags = record.flags();
    return new RoutedCase(
        record.caseId(),
        Route.of(String.valueOf(routing.text("route"))),
        String.valueOf(routing.text("tier")),
        Priority.valueOf(String.valueOf(routing.text("priority"))),
        flags.contains("KYC"),
        flags.contains("MERCHANT_ESCALATION"),
        Boolean.parseBoolean(routing.text("control_sample")),
        record.score(),
        round,
        record.correlationId());
  }
}
