package io.casework.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.alerts.Alert;
import io.casework.alerts.AlertQueue;
import io.casework.alerts.AlertSight;
import io.casework.cases.CaseRecord;
import io.casework.notification.Notifications;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert and what is around it, as one person may see it.
 *
 * @param payload all that its source said, masked for those who only check; null when nothing is
 *     kept
 * @param createdAt when its source made it; null for our own
 * @param slaSeconds from then until people were told
 * @param told whether the message about this alert alone reached each of them
 * @param seen when it came again, the first time included
 * @param belongsTo its case, once it is there and if the person may see it
 * @param openCases of the same customer, from queues that the person may see
 * @param others alerts of the same customer
 * @param may what the person can do now: {@code acknowledge}, {@code take}, {@code assign}, {@code
 *     resolve}, {@code close}, {@code case}, {@code attach}, {@code detach}
 */
record AlertView(
    @JsonUnwrapped Alert alert,
    String subject,
    long repeats,
    @Nullable ObjectNode payload,
    boolean masked,
    @Nullable Instant createdAt,
    @Nullable Long slaSeconds,
    List<String> destinations,
    List<Notifications.Told> told,
    List<Seen> seen,
    boolean namesCustomer,
    @Nullable CaseLine belongsTo,
    List<CaseLine> openCases,
    List<AlertQueue.Listed> others,
    List<String> may,
    String viewer) {

  /**
   * @param duplicate {@code exact} or {@code canonical}; null the first time
   */
  record Seen(Instant at, String source, @Nullable String duplicate) {

    static Seen of(AlertSight sight) {
      return new Seen(sight.triagedAt(), sight.source(), sight.duplicate());
    }
  }

  /** A case in a line. */
  record CaseLine(
      String caseId,
      String status,
      @Nullable String outcome,
      @Nullable String route,
      @Nullable String priority,
      @Nullable String assignee,
      Instant receivedAt,
      BigDecimal amount,
      String currency) {

    static CaseLine of(CaseRecord record) {
      return new CaseLine(
          record.caseId().value(),
          record.status().toString(),
          record.outcome(),
          record.route() == null ? null : record.route().toString(),
          record.priority() == null ? null : record.priority().name(),
          record.assignee(),
          record.receivedAt(),
          record.amount(),
          record.currency());
    }
  }
}
