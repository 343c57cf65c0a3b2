package io.casework.console;

import io.casework.core.Caller;
import io.casework.core.Callers;
import io.casework.core.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.context.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Tells who calls: the person behind this thread's request, a job, the bus, or the system.
 *
 * <p>The address is the one that the web server names; what a caller claims in {@code
 * X-Forwarded-For} counts only where {@code server.forward-headers-strategy} says so.
 */
@Component
class RequestCallers implements Callers {

  private static final Caller JOB = new Caller(List.of(), "job", null);

  private static final Pattern TRACE =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{7,63}");
  private static final Pattern WEB_APPLICATION =
      Pattern.compile("/camunda/(?:app|api)/(tasklist|cockpit|admin)(/.*)?");

  private final IdentityService identities;

  RequestCallers(@Lazy IdentityService identities) {
    this.identities = identities;
  }

  @Override
  public Caller current() {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call) {
      var request = call.getRequest();
      return new Caller(
          roles(request).stream().sorted().toList(),
          request.getRemoteAddr() + " " + channel(request.getRequestURI()),
          correlationId(request));
    }
    if (Context.getJobExecutorContext() != null) {
      return JOB;
    }
    return Origin.current()
        .map(origin -> new Caller(List.of(), origin, null))
        .orElse(Caller.SYSTEM);
  }

  private Collection<String> roles(HttpServletRequest request) {
    var engine = identities.getCurrentAuthentication();
    if (engine != null && engine.getGroupIds() != null) {
      return engine.getGroupIds();
    }
    var signedIn = SecurityContextHolder.getContext().getAuthentication();
    return signedIn == null
        ? Refusals.person(request).map(Desk::groups).orElse(Set.of())
        : Desk.of(signedIn).groups();
  }

  private static String channel(String path) {
    var application = WEB_APPLICATION.matcher(path);
    if (application.matches()) {
      return application.group(1);
    }
    if (path.startsWith("/camunda/")) {
      return "web applications"; // what they share does not say which
    }
    return path.startsWith("/engine-rest/") ? "engine-rest" : "http";
  }

  /** The caller's trace id or correlation id, when it is well formed. */
  static @Nullable String correlationId(HttpServletRequest request) {
    var trace = TRACE.matcher(Optional.ofNullable(request.getHeader("traceparent")).orElse(""));
    if (trace.matches()) {
      return trace.group(1);
    }
    return Optional.ofNullable(request.getHeader("X-Correlation-Id"))
        .filter(id -> CORRELATION.matcher(id).matches())
        .orElse(null);
  }
}
