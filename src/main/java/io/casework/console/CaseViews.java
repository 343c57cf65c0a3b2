package io.casework.console;

import io.casework.alerts.CaseAlerts;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.cases.Decision;
import io.casework.cases.ReasonCode;
import io.casework.core.CaseId;
import io.casework.core.ScoredEvent;
import io.casework.retention.LegalHold;
import io.casework.retention.LegalHolds;
import io.casework.retention.Retention;
import io.casework.retention.Retentions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what a person may see of a case. */
@Component
class CaseViews {

  private final Cases cases;
  private final CaseAlerts alerts;
  private final Retentions retentions;
  private final LegalHolds holds;
  private final ConsoleProperties properties;
  private final Clock clock;

  CaseViews(
      Cases cases,
      CaseAlerts alerts,
      Retentions retentions,
      LegalHolds holds,
      ConsoleProperties properties,
      Clock clock) {
    this.cases = cases;
    this.alerts = alerts;
    this.retentions = retentions;
    this.holds = holds;
    this.properties = properties;
    this.clock = clock;
  }

  CaseView view(CaseId caseId, Desk desk) {
    var record = desk.open(cases, caseId);
    var event = cases.event(caseId);
    return new CaseView(
        caseId.value(),
        caseId.value(),
        record.status().toString(),
        record.outcome(),
        record.route() == null ? null : record.route().toString(),
        record.priority() == null ? null : record.priority().name(),
        new CaseView.RiskView(
            record.score(), record.tier(), record.modelVersion(), event.risk().rulesTriggered()),
        record.flags(),
        record.assignee(),
        record.queueGroup(),
        record.eventTime(),
        record.receivedAt(),
        record.dueAt(),
        record.remindAt(),
        record.breachedAt(),
        record.breachedAt() == null ? null : cases.lateBy(caseId).orElse(null),
        record.closedAt(),
        record.pausedAt() != null,
        record.escalationLevel(),
        record.round(),
        event.actionSuggested(),
        desk.masked() ? Masks.actor(event.actor()) : event.actor(),
        desk.masked() ? Masks.transaction(event.transaction()) : event.transaction(),
        event.context(),
        cases.findings(caseId),
        event.explanation() == null ? List.of() : event.explanation(),
        links(event),
        record.correlationId(),
        related(caseId, desk),
        alerts.of(caseId),
        cases.notes(caseId),
        cases.resolutions(caseId),
        retention(caseId),
        record.erasedAt(),
        reasonCodes(),
        Decision.suggestedBy(event.actionSuggested()).map(Decision::toString).orElse(null),
        record.version(),
        record.version(),
        clock.instant(),
        desk.user());
  }

  List<CaseView.RelatedView> related(CaseId caseId, Desk desk) {
    return cases.related(caseId).stream()
        .filter(record -> mayList(record, desk))
        .map(CaseView.RelatedView::of)
        .toList();
  }

  // Earlier cases of the same customer are part of the case, but only from queues one may see.
  private static boolean mayList(CaseRecord record, Desk desk) {
    return record.route() == null
        || desk.routes().contains(record.route())
        || desk.user().equals(record.assignee());
  }

  private CaseView.RetentionView retention(CaseId caseId) {
    var kept = retentions.find(caseId);
    return new CaseView.RetentionView(
        kept.map(Retention::retentionClass).orElse(null),
        kept.map(Retention::deleteAfter).orElse(null),
        holds.of(caseId).stream()
            .filter(LegalHold::stands)
            .map(
                hold ->
                    new CaseView.HoldView(
                        hold.holdId(), hold.reference(), hold.placedBy(), hold.placedAt()))
            .toList());
  }

  private List<CaseView.LinkView> links(ScoredEvent event) {
    var links = new ArrayList<CaseView.LinkView>();
    if (event.links() != null) {
      add(links, "Decision log", event.links().decisionLog());
      add(links, "Explanation", event.links().explanation());
    }
    return links;
  }

  private void add(List<CaseView.LinkView> links, String label, @Nullable String url) {
    if (url != null) {
      var host = host(url);
      links.add(new CaseView.LinkView(label, url, !host.isEmpty() && allowed(host), host));
    }
  }

  /** The host of a plain https address; empty for anything that could mislead. */
  private static String host(String url) {
    try {
      var uri = new URI(url);
      var plain =
          "https".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && (uri.getPort() == -1 || uri.getPort() == 443);
      return plain ? uri.getHost().toLowerCase(Locale.ROOT) : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private boolean allowed(String host) {
    return properties.linkHosts().stream()
        .anyMatch(known -> known.startsWith(".") ? host.endsWith(known) : host.equals(known));
  }

  private static List<CaseView.ReasonView> reasonCodes() {
    return Arrays.stream(ReasonCode.values())
        .map(
            reason ->
                new CaseView.ReasonView(
                    reason.toString(),
                    reason.label(),
                    reason.definition(),
                    reason.decisions().stream().map(Decision::toString).sorted().toList()))
        .toList();
  }
}
