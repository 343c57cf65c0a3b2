package io.casework.console;

import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import io.casework.workflow.People;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.authorization.event.AuthorizationEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Writes down who was not let in. Whose name was only claimed is not the actor; a name that nobody
 * here has may be a password typed into the wrong field, and leaves a keyed digest alone.
 */
@Component
class Refusals {

  static final String ANONYMOUS = "anonymous";

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final String KIND = "access_refused";
  private static final String PERSON = Refusals.class.getName() + ".person";
  private static final String CLAIMED = Refusals.class.getName() + ".claimed";
  private static final String HIDDEN = Refusals.class.getName() + ".hidden";

  private final RefusalMeter meter = new RefusalMeter();
  private final byte[] key = new byte[32];
  private final RequestPatterns patterns;
  private final People people;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Refusals(
      RequestPatterns patterns,
      People people,
      ApplicationEventPublisher facts,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.patterns = patterns;
    this.people = people;
    this.facts = facts;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    new SecureRandom().nextBytes(key); // digests can be compared until the next start
  }

  @EventListener
  void denied(AuthorizationEvent event) {
    var who = event instanceof AuthorizationDeniedEvent ? event.getAuthentication().get() : null;
    if (who != null && who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken)) {
      remember(PERSON, Desk.of(who));
    }
  }

  @EventListener
  void failed(AbstractAuthenticationFailureEvent event) {
    remember(CLAIMED, event.getAuthentication().getName());
  }

  /** The answer will be the one for unknown cases; the trail knows better. */
  static void hidden(HiddenCase refusal) {
    remember(PERSON, refusal.desk());
    remember(HIDDEN, refusal.caseId());
  }

  static boolean isHidden(HttpServletRequest request) {
    return request.getAttribute(HIDDEN) != null;
  }

  /** Who was refused, where that is proven. */
  static Optional<Desk> person(HttpServletRequest request) {
    var session = request.getSession(false); // of the web applications; nobody else has one
    return Optional.ofNullable((Desk) request.getAttribute(PERSON))
        .or(() -> session == null ? Optional.empty() : signedIn(session));
  }

  private static Optional<Desk> signedIn(HttpSession session) {
    return AuthenticationUtil.getAuthsFromSession(session).getAuthentications().stream()
        .findFirst()
        .map(who -> new Desk(who.getIdentityId(), Set.copyOf(who.getGroupIds())));
  }

  private static void remember(String name, Object value) {
    var request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(name, value, RequestAttributes.SCOPE_REQUEST);
    }
  }

  /**
   * Records a refusal; never fails, for the refusal itself stands.
   *
   * @param claimed the name given in a form, if any
   */
  void record(HttpServletRequest request, int status, @Nullable String claimed) {
    try {
      record(meter.ended(clock.instant()));
      var name = claimed == null ? (String) request.getAttribute(CLAIMED) : claimed;
      var person = name == null ? person(request).map(Desk::user) : Optional.<String>empty();
      // A stranger's flood does not hide what a colleague behind the same address tries.
      if (meter.single(person.map(user -> user + " ").orElse("") + request.getRemoteAddr())) {
        recordOne(request, status, name, person.orElse(ANONYMOUS));
      }
    } catch (RuntimeException e) {
      log.error("a refusal could not be recorded", e);
    }
  }

  private void recordOne(
      HttpServletRequest request, int status, @Nullable String claimed, String actor) {
    var what = new LinkedHashMap<String, Object>();
    what.put("path", patterns.of(request));
    what.put("method", request.getMethod());
    what.put("status", status);
    if (claimed != null) {
      what.put("user", people.exists(claimed) ? claimed : "unknown " + digest(claimed));
    }
    publish(patterns.caseOf(request), actor, what);
  }

  /** So that the count of a minute is recorded also when nobody knocks any more. */
  @Scheduled(fixedDelay = 10_000)
  void endMinute() {
    record(meter.ended(clock.instant()));
  }

  /** Before the application ends. */
  void end() {
    record(meter.next(clock.instant()));
  }

  private void record(RefusalMeter.Rest rest) {
    rest.counts()
        .forEach(
            (address, count) ->
                publish(
                    null,
                    ANONYMOUS,
                    Map.of("whence", address, "more", count, "minute", rest.minute().toString())));
  }

  private void publish(@Nullable CaseId caseId, String actor, Map<String, Object> what) {
    transaction.executeWithoutResult(
        status -> facts.publishEvent(new OperationsEvent(KIND, caseId, actor, what)));
  }

  private String digest(String name) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var digest = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
