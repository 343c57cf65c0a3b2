package io.casework.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.alerts.AlertFilter.Order;
import io.casework.alerts.TriageProperties.Policy;
import io.casework.cases.CaseChanged;
import io.casework.core.CaseId;
import io.casework.wire.Paging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the queue of alerts promises on every database. */
abstract class AlertQueueContract {

  private static final Comparator<Alert> BURNING =
      Comparator.<Alert>comparingInt(alert -> alert.urgency())
          .thenComparing(Alert::raisedAt)
          .thenComparing(Alert::alertId);
  private static final int[] SCORES = {96, 80, 60, 10};
  private static final CaseId CASE = new CaseId("3f0c1e1a-6f57-4d86-9d0e-2f4b5a1c9e77");

  private TriageRig rig;

  /** Triage on an empty database. */
  abstract TriageRig rig(TriageProperties properties);

  @BeforeEach
  void fill() {
    rig = rig(TriageRig.properties(Policy.HIGHEST));
    for (int hour = 0; hour < 5; hour++) {
      rig.take(batch(hour));
      rig.clock.advance(Duration.ofHours(1));
    }
    var alerts = rig.queue();
    change(alerts.subList(0, 6), new AlertChange(AlertStatus.ACKNOWLEDGED, null, null, null));
    change(
        alerts.subList(6, 12),
        new AlertChange(AlertStatus.RESOLVED, null, AlertReason.DUPLICATE, "seen"));
    change(alerts.subList(9, 12), new AlertChange(AlertStatus.CLOSED, null, null, null));
    change(alerts.subList(20, 25), new AlertChange(null, "analyst-2", null, null));
    rig.jdbc
        .sql("update alert set case_id = :id where alert_id in (:alerts)")
        .param("id", CASE.value())
        .param("alerts", alerts.subList(4, 8).stream().map(Alert::alertId).toList())
        .update();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static List<IncomingAlert> batch(int hour) {
    return IntStream.range(0, 8)
        .mapToObj(
            each ->
                TriageRig.read(
                    each % 3 == 0 ? "email" : "csv",
                    """
                    {"external_id": "E-%d-%d", "risk_score": %d, "country": "US",
                     "customer_id": "C-%d", "subject": "number %d",
                     "created_at": "2026-11-20T09:59:00Z"}
                    """
                        .formatted(hour, each, SCORES[each % 4], each, each)))
        .toList();
  }

  private List<AlertDesk.Answer> change(List<Alert> alerts, AlertChange change) {
    return rig.bean(AlertDesk.class)
        .changeAll(alerts.stream().map(Alert::alertId).toList(), change, "analyst-1");
  }

  private List<Alert> page(AlertFilter filter) {
    return rig.bean(AlertQueue.class).page(filter, new Paging(0, 200)).items().stream()
        .map(AlertQueue.Listed::alert)
        .toList();
  }

  private static AlertFilter filter(
      @Nullable Severity severity,
      @Nullable AlertStatus status,
      boolean unresolved,
      @Nullable String source,
      @Nullable String assignee) {
    return new AlertFilter(
        severity, status, unresolved, source, assignee, null, null, Order.URGENCY);
  }

  /** Every filter there is, each answered by looking at all alerts one by one. */
  @Test
  void aFilterFindsWhatItSaysAndWhatBurnsFirst() {
    var all = rig.queue();
    assertThat(all).hasSize(40);
    var severities = new ArrayList<@Nullable Severity>(List.of(Severity.values()));
    severities.add(null);
    var statuses = new ArrayList<@Nullable AlertStatus>(List.of(AlertStatus.values()));
    statuses.add(null);
    for (var severity : severities) {
      for (var status : statuses) {
        for (var source : new String[] {"email", "csv", "nowhere", null}) {
          for (var assignee : new String[] {"analyst-1", "nobody", null}) {
            for (var unresolved : status == null ? new boolean[] {true, false} : new boolean[1]) {
              var filter = filter(severity, status, unresolved, source, assignee);
              assertThat(page(filter))
                  .as(filter.toString())
                  .containsExactlyElementsOf(
                      all.stream().filter(wanted(filter)).sorted(BURNING).toList());
            }
          }
        }
      }
    }
  }

  private static Predicate<Alert> wanted(AlertFilter filter) {
    return alert ->
        (filter.severity() == null || alert.severity() == filter.severity())
            && (filter.status() == null || alert.status() == filter.status())
            && (!filter.unresolved() || alert.unresolved())
            && (filter.source() == null || alert.source().equals(filter.source()))
            && (filter.assignee() == null
                || (filter.assignee().equals(AlertChange.NOBODY)
                    ? alert.assignee() == null
                    : filter.assignee().equals(alert.assignee())));
  }

  @Test
  void anAlertIsFoundByAnyOfItsIdsAndByItsCase() {
    var alert = rig.queue().get(17);

    for (var id : List.of(alert.alertId(), String.valueOf(alert.externalId()))) {
      assertThat(page(new AlertFilter(null, null, false, null, null, null, id, Order.NEWEST)))
          .containsExactly(alert);
    }
    assertThat(
            page(new AlertFilter(null, null, false, null, null, CASE.value(), null, Order.OLDEST)))
        .hasSize(4)
        .isSortedAccordingTo(Comparator.comparing(Alert::raisedAt));
  }

  @Test
  void pagesFollowEachOtherWithoutGapAndTheTotalsAreOfTheUnresolved() {
    var queue = rig.bean(AlertQueue.class);
    var everything = filter(null, null, true, null, null);
    var ids = new ArrayList<String>();
    for (int page = 0; page < 4; page++) {
      var part = queue.page(everything, new Paging(page, 10));
      assertThat(part.total()).isEqualTo(34);
      assertThat(part.more()).isFalse();
      part.items().forEach(listed -> ids.add(listed.alert().alertId()));
    }

    assertThat(ids)
        .doesNotHaveDuplicates()
        .hasSameElementsAs(
            rig.queue().stream().filter(Alert::unresolved).map(Alert::alertId).toList());
    assertThat(queue.totals())
        .extracting(AlertQueue.Total::severity)
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(queue.totals().stream().mapToLong(AlertQueue.Total::open).sum()).isEqualTo(28);
    assertThat(queue.totals().stream().mapToLong(AlertQueue.Total::acknowledged).sum())
        .isEqualTo(6);
    assertThat(queue.unresolvedOf("analyst-1")).isEqualTo(6);
  }

  @Test
  void whatIsSaidOfManyAlertsIsReadWithoutTheirText() {
    var listed =
        rig.bean(AlertQueue.class).page(filter(null, null, true, null, null), new Paging(0, 3));

    assertThat(listed.items())
        .extracting(AlertQueue.Listed::subject)
        .allMatch(subject -> subject.startsWith("number "));
    assertThat(listed.items()).extracting(AlertQueue.Listed::repeats).containsOnly(0L);
  }

  @Test
  void ofManyEachIsJudgedAloneAndTheOthersAreChanged() {
    var alerts = rig.queue();
    var open = alerts.get(30);
    var closed = alerts.get(10);

    var answers =
        change(
            List.of(closed, open, open),
            new AlertChange(AlertStatus.ACKNOWLEDGED, null, null, null));

    assertThat(answers).hasSize(2);
    assertThat(answers.get(0).refused()).isNotNull();
    assertThat(answers.get(1).refused()).isNull();
    assertThat(rig.queue()).contains(closed);
    assertThat(rig.bean(AlertDesk.class).get(open.alertId()).assignee()).isEqualTo("analyst-1");
  }

  @Test
  void whoDecidesACaseResolvesItsAlertsAndTheTrailSaysSo() {
    var before = rig.facts().size();

    rig.happens(
        new CaseChanged("case_resolved", CASE, "c", "analyst-2", Map.of("decision", "legit")));

    var ofCase =
        page(new AlertFilter(null, null, false, null, null, CASE.value(), null, Order.OLDEST));
    assertThat(ofCase).noneMatch(Alert::unresolved);
    assertThat(ofCase)
        .extracting(Alert::resolution)
        .containsExactly("legit", "legit", "duplicate", "duplicate");
    assertThat(ofCase.get(2).note()).isEqualTo("seen");
    assertThat(rig.facts().subList(before, rig.facts().size()))
        .hasSize(2)
        .allMatch(fact -> fact.actor().equals("analyst-2") && CASE.equals(fact.caseId()));
  }

  @Test
  void whoErasesACaseErasesWhatItsAlertsSaid() {
    rig.happens(new CaseChanged("case_erased", CASE, "c", "admin", Map.of()));

    var ofCase =
        page(new AlertFilter(null, null, false, null, null, CASE.value(), null, Order.OLDEST));
    assertThat(ofCase).hasSize(4).allMatch(alert -> alert.externalId() == null);
    assertThat(ofCase).extracting(Alert::note).doesNotContain("seen");
    for (var alert : ofCase) {
      assertThat(rig.bean(TriageLog.class).incoming(alert.alertId())).isEmpty();
    }
    var kept = rig.queue().get(0).alertId();
    assertThat(rig.bean(TriageLog.class).incoming(kept)).isPresent();
  }
}
