package io.casework.console;

import io.casework.alerts.Alert;
import io.casework.alerts.AlertChange;
import io.casework.core.Refused;
import io.casework.workflow.People;
import org.springframework.stereotype.Component;

/** Who may give which alert to whom: people take what is free, leads give and take. */
@Component
class AlertOwners {

  private static final String ME = "me";

  private final People people;

  AlertOwners(People people) {
    this.people = people;
  }

  /**
   * The user whose the alert becomes, or nobody.
   *
   * @param wanted a user, {@code me} or {@code nobody}
   */
  String may(Desk desk, Alert alert, String wanted) {
    var owner = wanted.equals(ME) ? desk.user() : wanted;
    var mine = desk.user().equals(alert.assignee());
    if (!desk.groups().contains("fraud-leads")) {
      if (!owner.equals(desk.user()) && !owner.equals(AlertChange.NOBODY)) {
        throw Refused.field("assignee", "must be me: leads give alerts to others");
      }
      if (alert.assignee() != null && !mine) {
        throw Refused.conflict("assignee", "the alert is assigned to " + alert.assignee());
      }
    }
    if (!owner.equals(AlertChange.NOBODY) && !people.isAmong(owner, Desk.UNMASKED)) {
      throw Refused.field("assignee", "must be a user who works alerts");
    }
    return owner;
  }
}
