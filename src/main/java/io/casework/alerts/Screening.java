package io.casework.alerts;

import io.casework.alerts.SeenAlerts.Seen;
import io.casework.notification.Notifications;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seen before, how severe, where to. */
@Component
class Screening {

  private static final String SUPPRESSED = "suppressed:duplicate";

  private final TriageProperties properties;
  private final AlertHashes hashes;
  private final SeenAlerts seenAlerts;
  private final SeverityTable severities;
  private final Notifications notifications;
  private final Clock clock;

  Screening(
      TriageProperties properties,
      AlertHashes hashes,
      SeenAlerts seenAlerts,
      SeverityTable severities,
      Notifications notifications,
      Clock clock) {
    this.properties = properties;
    this.hashes = hashes;
    this.seenAlerts = seenAlerts;
    this.severities = severities;
    this.notifications = notifications;
    this.clock = clock;
  }

  /** What needs no other alerts to be known: hashes and severities; outside the turn. */
  List<Judged> judge(List<IncomingAlert> alerts) {
    var verdicts = severities.judge(alerts.stream().map(this::asked).toList());
    var judged = new ArrayList<Judged>();
    for (int each = 0; each < alerts.size(); each++) {
      var alert = alerts.get(each);
      judged.add(new Judged(alert, hashes.of(alert), verdicts.get(each)));
    }
    return judged;
  }

  private SeverityTable.Facts asked(IncomingAlert alert) {
    var hint = alert.severityHint();
    return new SeverityTable.Facts(
        properties.severityPolicy().toString(),
        hint == null ? null : hint.lower(),
        Words.of(alert.subject()),
        Words.of(alert.body()),
        alert.riskScore() == null ? 0 : alert.riskScore().doubleValue(),
        alert.amount() == null ? 0 : alert.amount().doubleValue(),
        alert.country());
  }

  /** Tells new from known, in the turn of the caller's transaction, and remembers the new. */
  List<Triaged> screen(List<Judged> alerts) {
    seenAlerts.lock();
    var now = clock.instant();
    var seen = seenAlerts.find(alerts.stream().map(each -> each.hashes().canonical()).toList());
    var first = new HashMap<String, Seen>();
    var destinations = new EnumMap<Severity, String>(Severity.class);
    var screened = new ArrayList<Triaged>();
    for (var alert : alerts) {
      var key = alert.hashes().canonical();
      var before = first.getOrDefault(key, seen.get(key));
      if (before != null && isWithinWindow(before, now)) {
        var kind = before.exactHash().equals(alert.hashes().exact()) ? "exact" : "canonical";
        screened.add(triaged(alert, before.alertId(), SUPPRESSED, kind, now));
      } else {
        var id = UUID.randomUUID().toString();
        first.put(key, new Seen(key, alert.hashes().exact(), id, alert.incoming().source(), now));
        var to = destinations.computeIfAbsent(severity(alert, now), this::destinations);
        screened.add(triaged(alert, id, to, null, now));
      }
    }
    var again =
        first.values().stream()
            .collect(Collectors.partitioningBy(each -> seen.containsKey(each.canonicalHash())));
    seenAlerts.insert(again.get(false));
    seenAlerts.renew(again.get(true));
    return screened;
  }

  private boolean isWithinWindow(Seen before, Instant now) {
    return !now.isAfter(before.firstSeenAt().plus(properties.window()));
  }

  private Severity severity(Judged alert, Instant now) {
    return properties.afterHours().raise(alert.verdict().severity(), now.atZone(ZoneOffset.UTC));
  }

  private Triaged triaged(
      Judged alert, String id, String routedTo, @Nullable String duplicate, Instant now) {
    var severity = severity(alert, now);
    var because = alert.verdict().because();
    return new Triaged(
        alert.incoming(),
        id,
        alert.hashes(),
        severity,
        severity == alert.verdict().severity() ? because : because + ", after hours",
        routedTo,
        duplicate,
        now);
  }

  private String destinations(Severity severity) {
    return String.join(
        ",",
        notifications.destinations(
            AlertNotices.TRIAGED, severity.lower(), AlertNotices.COMPLIANCE));
  }

  /** An alert with its hashes and what the table says of it. */
  record Judged(IncomingAlert incoming, AlertHashes.Hashes hashes, SeverityTable.Verdict verdict) {}
}
