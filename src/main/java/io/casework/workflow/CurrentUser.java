package io.casework.workflow;

import io.casework.core.CaseEvent;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who acts in the engine right now: the signed-in person, or the system in jobs and listeners. */
@Component
class CurrentUser {

  private final IdentityService identities;

  CurrentUser(@Lazy IdentityService identities) {
    this.identities = identities;
  }

  String id() {
    var authentication = identities.getCurrentAuthentication();
    return authentication == null || authentication.getUserId() == null
        ? CaseEvent.SYSTEM
        : authentication.getUserId();
  }
}
