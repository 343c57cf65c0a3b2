package io.casework.alerts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.casework.wire.Paging;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Alerts as lists, at the same cost for a thousand and for a million: pages are read off an index,
 * and nothing is counted beyond {@link #COUNTED}.
 */
@Component
@Transactional(readOnly = true)
public class AlertQueue {

  /** More are "10,000 and more". */
  static final int COUNTED = 10_000;

  private static final List<AlertStatus> UNRESOLVED =
      List.of(AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED);

  private final JdbcClient jdbc;
  private final TriageLog log;

  AlertQueue(JdbcClient jdbc, TriageLog log) {
    this.jdbc = jdbc;
    this.log = log;
  }

  public Listing page(AlertFilter filter, Paging paging) {
    var query = AlertQuery.of(filter);
    var items =
        jdbc.sql(
                "select * from alert%s order by %s offset :offset rows fetch next :size rows only"
                    .formatted(query.where(), query.order()))
            .params(query.params())
            .param("offset", paging.offset())
            .param("size", paging.size())
            .query((row, number) -> AlertRows.read(row))
            .list();
    var total = count("select 1 from alert" + query.where(), query.params());
    return new Listing(
        listed(items), paging.page(), paging.size(), Math.min(total, COUNTED), total > COUNTED);
  }

  /** With subjects, and how often they came again. */
  List<Listed> listed(List<Alert> alerts) {
    var ids = alerts.stream().map(Alert::alertId).toList();
    var repeats = log.repeats(ids);
    var said = log.incoming(ids);
    return alerts.stream()
        .map(
            alert ->
                new Listed(
                    alert,
                    AlertNotices.subject(alert, said.get(alert.alertId())),
                    repeats.getOrDefault(alert.alertId(), 0L)))
        .toList();
  }

  /** How many are unresolved, by severity and status, the most severe first. */
  public List<Total> totals() {
    var totals = new ArrayList<Total>();
    for (var severity : reversed()) {
      var counts =
          UNRESOLVED.stream()
              .collect(
                  Collectors.toMap(
                      AlertStatus::toString,
                      status ->
                          count(
                              """
                              select 1 from alert where status = :status and urgency = :urgency
                              """,
                              Map.of(
                                  "status",
                                  status.toString(),
                                  "urgency",
                                  Alert.urgency(severity)))));
      totals.add(
          new Total(
              severity,
              counts.get(AlertStatus.OPEN.toString()),
              counts.get(AlertStatus.ACKNOWLEDGED.toString())));
    }
    return totals;
  }

  /** How many a person has to do something about. */
  public long unresolvedOf(String user) {
    return count(
        "select 1 from alert where assignee = :user and urgency < 9", Map.of("user", user));
  }

  private static List<Severity> reversed() {
    return Arrays.stream(Severity.values()).sorted((a, b) -> b.compareTo(a)).toList();
  }

  private long count(String rows, Map<String, ?> params) {
    return jdbc.sql(
            "select count(*) from (%s fetch first %d rows only) counted"
                .formatted(rows, COUNTED + 1))
        .params(new HashMap<>(params))
        .query(Long.class)
        .single();
  }

  /**
   * A part of a list.
   *
   * @param total how many there are, counted up to 10,000
   * @param more whether there are more than were counted
   */
  public record Listing(List<Listed> items, int page, int size, long total, boolean more) {}

  /**
   * An alert in a list.
   *
   * @param subject one line, without numbers of cards, accounts and phones
   * @param repeats how often it came again
   */
  public record Listed(@JsonUnwrapped Alert alert, String subject, long repeats) {}

  /**
   * @param open nobody has acknowledged them
   */
  public record Total(Severity severity, long open, long acknowledged) {}
}
