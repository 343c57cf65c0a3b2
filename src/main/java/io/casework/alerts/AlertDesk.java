package io.casework.alerts;

import io.casework.core.Change;
import io.casework.core.Refused;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with alerts; who may is for the caller to know. */
@Component
@Transactional
public class AlertDesk {

  private final AlertRows rows;
  private final AlertFacts facts;
  private final Clock clock;

  AlertDesk(AlertRows rows, AlertFacts facts, Clock clock) {
    this.rows = rows;
    this.facts = facts;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public Alert get(String alertId) {
    return rows.find(alertId).orElseThrow(() -> Refused.missing("alert"));
  }

  /**
   * Acknowledges, assigns, resolves or closes; what changes nothing leaves no trace.
   *
   * @param version the version the caller saw; null for any
   * @throws AlertConflict when it has another, or is not in a state for this
   */
  public Alert change(String alertId, AlertChange change, @Nullable Integer version, String actor) {
    var before = rows.lock(alertId);
    expect(before, version);
    try {
      var after = changed(before, change, actor);
      keep(List.of(before), List.of(after), actor);
      return after;
    } catch (Refused e) {
      throw e.kind() == Refused.Kind.CONFLICT ? new AlertConflict(e, before) : e;
    }
  }

  /** One answer for each, in the order of the ids; what is refused keeps no other back. */
  public List<Answer> changeAll(List<String> alertIds, AlertChange change, String actor) {
    var found =
        rows.lock(new TreeSet<>(alertIds)).stream()
            .collect(Collectors.toMap(Alert::alertId, Function.identity()));
    var before = new ArrayList<Alert>();
    var after = new ArrayList<Alert>();
    var answers = new LinkedHashMap<String, Answer>();
    for (var id : alertIds) {
      answers.computeIfAbsent(
          id,
          alertId -> {
            var alert = found.get(alertId);
            if (alert == null) {
              return new Answer(alertId, null, Refused.missing("alert"));
            }
            try {
              var changed = changed(alert, change, actor);
              before.add(alert);
              after.add(changed);
              return new Answer(alertId, changed, null);
            } catch (Refused e) {
              return new Answer(alertId, alert, e);
            }
          });
    }
    keep(before, after, actor);
    return List.copyOf(answers.values());
  }

  /** Refuses when the caller saw another version than there is. */
  static void expect(Alert alert, @Nullable Integer version) {
    if (version != null && version != alert.version()) {
      throw new AlertConflict(
          Refused.conflict("If-Match", "the alert has changed since; its version differs"), alert);
    }
  }

  private Alert changed(Alert before, AlertChange change, String actor) {
    var after = change.applyTo(before, actor);
    return after.equals(before) ? before : after.changed(actor, clock.instant());
  }

  private void keep(List<Alert> before, List<Alert> after, String actor) {
    var changed = new ArrayList<Alert>();
    for (int each = 0; each < after.size(); each++) {
      var now = after.get(each);
      if (!now.equals(before.get(each))) {
        changed.add(now);
        facts.publish("alert_changed", now, actor, difference(before.get(each), now));
      }
    }
    if (!changed.isEmpty()) {
      rows.update(changed);
    }
  }

  /** What a note says stays out of the trail. */
  static Map<String, Object> difference(Alert before, Alert after) {
    var difference = new LinkedHashMap<String, Object>();
    if (before.status() != after.status()) {
      difference.put("status", new Change(before.status().toString(), after.status().toString()));
    }
    if (!Objects.equals(before.assignee(), after.assignee())) {
      difference.put("assignee", new Change(before.assignee(), after.assignee()));
    }
    if (after.resolution() != null && before.resolution() == null) {
      difference.put("resolution", after.resolution());
    }
    return difference;
  }

  /**
   * What became of one alert among many.
   *
   * @param alert as it is now; null for one that does not exist
   * @param refused why nothing was done; null when it was, or was so before
   */
  public record Answer(String alertId, @Nullable Alert alert, @Nullable Refused refused) {}
}
