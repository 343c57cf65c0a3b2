package io.casework.alerts;

import io.casework.core.CaseEvent;
import io.casework.notification.Notice;
import io.casework.notification.Notifications;
import io.casework.vault.Tokens;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seen before, how severe, who must know: one transaction for many alerts, with the messages to
 * people, the audit trail, and how far the source is read.
 */
@Component
class Triage {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final TransactionTemplate transaction;
  private final TriageProperties properties;
  private final Screening screening;
  private final AlertRows rows;
  private final TriageLog log;
  private final Notifications notifications;
  private final AlertNotices notices;
  private final Crowds crowds;
  private final AlertFacts facts;
  private final AlertCases cases;
  private final TriageMeters meters;
  private final Tokens tokens;

  Triage(
      PlatformTransactionManager transactions,
      TriageProperties properties,
      Screening screening,
      AlertRows rows,
      TriageLog log,
      Notifications notifications,
      AlertNotices notices,
      Crowds crowds,
      AlertFacts facts,
      AlertCases cases,
      TriageMeters meters,
      Tokens tokens) {
    this.transaction = new TransactionTemplate(transactions);
    this.properties = properties;
    this.screening = screening;
    this.rows = rows;
    this.log = log;
    this.notifications = notifications;
    this.notices = notices;
    this.crowds = crowds;
    this.facts = facts;
    this.cases = cases;
    this.meters = meters;
    this.tokens = tokens;
  }

  /**
   * Triages alerts.
   *
   * @param runId the run that they belong to
   * @param alerts at most {@link AlertSource#BATCH}
   * @param actor who handed them over
   * @param position runs in the same transaction
   * @param counted hears in the same transaction how many there were
   */
  Tally take(
      String runId,
      List<IncomingAlert> alerts,
      String actor,
      Runnable position,
      Consumer<Tally> counted) {
    if (alerts.size() > AlertSource.BATCH) {
      throw new IllegalArgumentException("more than " + AlertSource.BATCH + " alerts at once");
    }
    var judged = screening.judge(alerts);
    var triaged =
        transaction.execute(
            status -> {
              var screened = screening.screen(judged);
              keep(runId, screened, actor);
              position.run();
              counted.accept(tally(screened));
              return screened;
            });
    meters.count(triaged);
    return tally(triaged);
  }

  private static Tally tally(List<Triaged> triaged) {
    var fresh = triaged.stream().filter(Triaged::isNew).count();
    return new Tally(fresh, triaged.size() - fresh, 0);
  }

  private void keep(String runId, List<Triaged> triaged, String actor) {
    if (triaged.isEmpty()) {
      return;
    }
    log.insert(runId, triaged, triaged.get(0).at());
    var fresh = triaged.stream().filter(Triaged::isNew).toList();
    var alerts = fresh.stream().map(this::alert).toList();
    rows.insert(
        IntStream.range(0, fresh.size())
            .mapToObj(
                each ->
                    new AlertRows.NewAlert(
                        alerts.get(each), token(fresh.get(each).incoming().customerId())))
            .toList());
    tell(fresh, alerts);
    for (int each = 0; each < fresh.size(); each++) {
      if (properties.openCaseFrom().covers(fresh.get(each).severity())) {
        cases.open(alerts.get(each), fresh.get(each).incoming());
      }
      facts.publish("alert_triaged", alerts.get(each), actor, record(fresh.get(each)));
    }
    triaged.stream()
        .filter(each -> !each.isNew())
        .forEach(each -> facts.publish("alert_repeated", alert(each), actor, record(each)));
  }

  private static Map<String, Object> record(Triaged triaged) {
    return Map.of(
        "alert_hash", triaged.hashes().exact(),
        "routed_to", triaged.routedTo(),
        "sla_seconds", triaged.slaSeconds());
  }

  private Alert alert(Triaged triaged) {
    var incoming = triaged.incoming();
    var score = incoming.riskScore();
    return new Alert(
        triaged.alertId(),
        incoming.source(),
        null,
        incoming.externalId(),
        triaged.severity(),
        AlertStatus.OPEN,
        score == null ? null : score.divide(HUNDRED),
        triaged.because(),
        properties.openCaseFrom().covers(triaged.severity()) ? triaged.alertId() : null,
        null,
        null,
        null,
        triaged.at(),
        triaged.at(),
        CaseEvent.SYSTEM,
        1);
  }

  private @Nullable String token(@Nullable String customerId) {
    return customerId == null ? null : tokens.of(customerId);
  }

  /** A message each; where one severity comes in crowds, one message for the crowd. */
  private void tell(List<Triaged> fresh, List<Alert> alerts) {
    var single = new ArrayList<Notice>();
    for (var severity : Severity.values()) {
      var loud =
          IntStream.range(0, fresh.size())
              .filter(each -> fresh.get(each).severity() == severity)
              .boxed()
              .toList();
      if (loud.size() > properties.digestAbove()) {
        var crowd = loud.stream().map(each -> fresh.get(each).incoming()).toList();
        crowds.add(severity, crowd, fresh.get(0).at());
      } else {
        loud.forEach(
            each -> single.add(notices.triaged(alerts.get(each), fresh.get(each).incoming())));
      }
    }
    notifications.sendNew(single);
  }
}
