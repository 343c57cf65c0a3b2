package io.casework.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.notification.Notifications;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All that is known around one alert; what of it a person may see is for the caller to know. */
@Component
@Transactional(readOnly = true)
public class AlertStories {

  private static final int MOST_OTHERS = 20;

  private final JdbcClient jdbc;
  private final AlertRows rows;
  private final AlertQueue queue;
  private final TriageLog log;
  private final Notifications notifications;
  private final Cases cases;

  AlertStories(
      JdbcClient jdbc,
      AlertRows rows,
      AlertQueue queue,
      TriageLog log,
      Notifications notifications,
      Cases cases) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.queue = queue;
    this.log = log;
    this.notifications = notifications;
    this.cases = cases;
  }

  public Story of(String alertId) {
    var alert = rows.find(alertId).orElseThrow(() -> Refused.missing("alert"));
    var listed = queue.listed(List.of(alert)).get(0);
    var said = log.incoming(alertId).map(IncomingAlert::payload);
    var customer = rows.customer(alertId);
    return new Story(
        listed,
        said.orElse(null),
        log.sights(alertId),
        notifications.told(AlertNotices.key(alertId)),
        customer.isPresent(),
        customer.map(token -> others(token, alertId)).orElse(List.of()),
        customer.map(cases::openOf).orElse(List.of()),
        Optional.ofNullable(alert.caseId()).flatMap(id -> cases.find(new CaseId(id))).orElse(null));
  }

  private List<AlertQueue.Listed> others(String customer, String alertId) {
    return queue.listed(
        jdbc.sql(
                """
                select * from alert where customer_token = :customer and alert_id <> :id
                order by raised_at desc fetch first :most rows only
                """)
            .param("customer", customer)
            .param("id", alertId)
            .param("most", MOST_OTHERS)
            .query((row, number) -> AlertRows.read(row))
            .list());
  }

  /**
   * An alert and what is around it.
   *
   * @param said all that its source said; null for payments, and once it is no longer kept
   * @param sights when it came, the first first; at most 101
   * @param told who was told of it alone, and whether it reached them
   * @param namesCustomer whether it is known whose it is
   * @param others alerts of the same customer, the newest first
   * @param openCases of the same customer
   * @param belongsTo its case; null also while that is on its way
   */
  public record Story(
      AlertQueue.Listed listed,
      @Nullable ObjectNode said,
      List<AlertSight> sights,
      List<Notifications.Told> told,
      boolean namesCustomer,
      List<AlertQueue.Listed> others,
      List<CaseRecord> openCases,
      @Nullable CaseRecord belongsTo) {

    public Alert alert() {
      return listed.alert();
    }
  }
}
