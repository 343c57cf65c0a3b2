package io.casework.workflow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Lets the users of the engine sign in to the HTTP interface; a group is a role of its name.
 *
 * <p>A program signs in with every request: who did so a moment ago is not looked up again, which
 * saves three transactions. A changed password or group counts after {@link #FRESH}.
 */
@Component
class EngineUsers implements AuthenticationProvider {

  static final Duration FRESH = Duration.ofSeconds(10);
  private static final int MOST = 1000;

  private final IdentityService identities;
  private final byte[] salt = new byte[16];
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  EngineUsers(@Lazy IdentityService identities) {
    this.identities = identities;
    new SecureRandom().nextBytes(salt);
  }

  @Override
  public Authentication authenticate(Authentication request) {
    var user = request.getName();
    var password = String.valueOf(request.getCredentials());
    var proof = proof(user, password);
    var before = known.get(user);
    if (before != null && before.isFresh() && MessageDigest.isEqual(before.proof, proof)) {
      return authenticated(user, before.roles);
    }
    var stored = stored(user);
    // Who was let in with this password is let in again, as long as it is the stored one: wrong
    // guesses of a stranger make the engine lock the user out, and must not stop payments.
    var stillRight =
        before != null
            && MessageDigest.isEqual(before.proof, proof)
            && before.stored.equals(stored);
    if (!stillRight && !identities.checkPassword(user, password)) {
      throw new BadCredentialsException("unknown user or wrong password");
    }
    List<GrantedAuthority> roles =
        identities.createGroupQuery().groupMember(user).list().stream()
            .map(group -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + group.getId()))
            .toList();
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(user, new Known(proof, stored, roles, System.nanoTime()));
    return authenticated(user, roles);
  }

  /** The hash that the engine keeps; empty for nobody. */
  private String stored(String user) {
    return identities.createUserQuery().userId(user).singleResult() instanceof UserEntity found
        ? String.valueOf(found.getPassword())
        : "";
  }

  private static Authentication authenticated(
      String user, Collection<? extends GrantedAuthority> roles) {
    return UsernamePasswordAuthenticationToken.authenticated(user, null, roles);
  }

  // Never the password itself; salted anew at every start.
  private byte[] proof(String user, String password) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      digest.update(user.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(password.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }

  private record Known(byte[] proof, String stored, List<GrantedAuthority> roles, long at) {

    boolean isFresh() {
      return System.nanoTime() - at < FRESH.toNanos();
    }
  }
}
