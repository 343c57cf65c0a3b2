package io.casework.workflow;

import java.util.Collection;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/** Who is known to this installation. */
@Component
public class People {

  private final IdentityService identities;
  private final Unrestricted engine;

  People(IdentityService identities, Unrestricted engine) {
    this.identities = identities;
    this.engine = engine;
  }

  /** Members of the queue's group, and those above them. */
  boolean mayWork(String userId, String queueGroup) {
    var groups =
        engine.call(() -> identities.createGroupQuery().groupMember(userId).list()).stream()
            .map(Group::getId)
            .toList();
    return groups.contains(queueGroup)
        || groups.contains("fraud-leads")
        || groups.contains("senior-analysts") && !queueGroup.equals("fraud-leads");
  }

  /** Whether there is such a user, and in one of the groups. */
  public boolean isAmong(String userId, Collection<String> groups) {
    return engine.call(() -> identities.createGroupQuery().groupMember(userId).list()).stream()
        .map(Group::getId)
        .anyMatch(groups::contains);
  }

  public boolean exists(String userId) {
    return engine.call(() -> identities.createUserQuery().userId(userId).count() > 0);
  }
}
