package io.casework.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.alerts.Alert;
import io.casework.alerts.AlertQueue;
import io.casework.alerts.AlertSight;
import io.casework.alerts.AlertStatus;
import io.casework.alerts.AlertStories;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what a person may see of an alert; that it was shown is a fact. */
@Component
class AlertViews {

  private final AlertStories stories;
  private final ApplicationEventPublisher facts;

  AlertViews(AlertStories stories, ApplicationEventPublisher facts) {
    this.stories = stories;
    this.facts = facts;
  }

  /** Shows an alert; what its source said is written down as read, in the same transaction. */
  @Transactional
  public AlertView read(String alertId, Desk desk) {
    var story = stories.of(alertId);
    if (story.said() != null) {
      var caseId = story.alert().caseId();
      facts.publishEvent(
          new OperationsEvent(
              "alert_read",
              caseId == null ? null : new CaseId(caseId),
              desk.user(),
              Map.of("alert_id", alertId, "masked", desk.masked())));
    }
    return view(story, desk);
  }

  /** As it is after a change: who changed it has read it before. */
  @Transactional(readOnly = true)
  public AlertView view(String alertId, Desk desk) {
    return view(stories.of(alertId), desk);
  }

  private static AlertView view(AlertStories.Story story, Desk desk) {
    var first = story.sights().stream().filter(sight -> sight.duplicate() == null).findFirst();
    return new AlertView(
        story.alert(),
        listed(story.listed(), desk).subject(),
        story.listed().repeats(),
        payload(story.said(), desk),
        desk.masked(),
        first.map(AlertSight::createdAt).orElse(null),
        first.map(AlertSight::slaSeconds).orElse(null),
        first.map(AlertSight::destinations).orElse(List.of()),
        story.told(),
        story.sights().stream().map(AlertView.Seen::of).toList(),
        story.namesCustomer(),
        Optional.ofNullable(story.belongsTo())
            .filter(desk::sees)
            .map(AlertView.CaseLine::of)
            .orElse(null),
        story.openCases().stream().filter(desk::sees).map(AlertView.CaseLine::of).toList(),
        listed(story.others(), desk),
        may(story.alert(), desk),
        desk.user());
  }

  /** Subjects are what strangers wrote: whoever sees payloads masked does not read them. */
  static List<AlertQueue.Listed> listed(List<AlertQueue.Listed> alerts, Desk desk) {
    return alerts.stream().map(alert -> listed(alert, desk)).toList();
  }

  private static AlertQueue.Listed listed(AlertQueue.Listed alert, Desk desk) {
    return desk.masked() && alert.alert().transactionId() == null
        ? new AlertQueue.Listed(alert.alert(), Masks.HIDDEN, alert.repeats())
        : alert;
  }

  private static @Nullable ObjectNode payload(@Nullable ObjectNode said, Desk desk) {
    return said == null || !desk.masked() ? said : Masks.alert(said);
  }

  private static List<String> may(Alert alert, Desk desk) {
    var may = new ArrayList<String>();
    if (desk.masked()) {
      return may;
    }
    var leads = desk.groups().contains("fraud-leads");
    var unresolved = alert.status().compareTo(AlertStatus.RESOLVED) < 0;
    if (alert.status() == AlertStatus.OPEN) {
      may.add("acknowledge");
    }
    if (unresolved) {
      if (alert.assignee() == null || leads && !desk.user().equals(alert.assignee())) {
        may.add("take");
      }
      if (leads) {
        may.add("assign");
      }
      may.add("resolve");
    }
    if (alert.status() == AlertStatus.RESOLVED) {
      may.add("close");
    }
    if (alert.caseId() == null) {
      if (unresolved) {
        may.add("case");
      }
      may.add("attach");
    } else if (leads
        && !alert.caseId().equals(alert.alertId())
        && !alert.caseId().equals(alert.transactionId())) {
      may.add("detach");
    }
    return may;
  }
}
