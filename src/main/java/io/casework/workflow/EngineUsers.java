package io.casework.workflow;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Lets the users of the engine sign in to the HTTP interface; a group is a role of its name. */
@Component
class EngineUsers implements AuthenticationProvider {

  private final IdentityService identities;

  EngineUsers(@Lazy IdentityService identities) {
    this.identities = identities;
  }

  @Override
  public Authentication authenticate(Authentication request) {
    var user = request.getName();
    if (!identities.checkPassword(user, String.valueOf(request.getCredentials()))) {
      throw new BadCredentialsException("unknown user or wrong password");
    }
    var roles =
        identities.createGroupQuery().groupMember(user).list().stream()
            .map(group -> new SimpleGrantedAuthority("ROLE_" + group.getId()))
            .toList();
    return UsernamePasswordAuthenticationToken.authenticated(user, null, roles);
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
