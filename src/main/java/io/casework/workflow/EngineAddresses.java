package io.casework.workflow;

import io.casework.notification.Addresses;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The mail addresses of the engine's users. */
@Component
class EngineAddresses implements Addresses {

  private final IdentityService identities;
  private final Unrestricted engine;

  EngineAddresses(@Lazy IdentityService identities, Unrestricted engine) {
    this.identities = identities;
    this.engine = engine;
  }

  @Override
  public Optional<String> emailOf(String userId) {
    return Optional.ofNullable(
            engine.call(() -> identities.createUserQuery().userId(userId).singleResult()))
        .map(User::getEmail)
        .filter(address -> !address.isBlank());
  }
}
