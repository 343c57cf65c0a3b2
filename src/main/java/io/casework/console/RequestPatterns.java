package io.casework.console;

import io.casework.core.CaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** The addresses of requests as patterns, without the ids of people that some hold. */
@Component
class RequestPatterns {

  /** Where the web applications are signed in to. */
  static final Pattern SIGN_IN =
      Pattern.compile(
          "/camunda/api/admin/auth/user/[^/]+/login/(tasklist|cockpit|admin|welcome)/?");

  private static final Pattern CASE =
      Pattern.compile(
          "/api/v1/cases/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:/.*)?");

  private static final Set<String> FIRST_WORDS =
      Set.of(
          "alerts",
          "api",
          "audit",
          "actuator",
          "camunda",
          "cases",
          "dead-letters",
          "docs",
          "engine-rest",
          "redoc",
          "rules");

  private final RequestMappingHandlerMapping mappings;

  RequestPatterns(
      @Lazy @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  /** {@code /api/v1/cases/{id}/notes}; of what we do not serve only the first word. */
  String of(HttpServletRequest request) {
    var path = request.getRequestURI();
    if (SIGN_IN.matcher(path).matches()) {
      return "/camunda/api/admin/auth/user/{engine}/login/{application}";
    }
    var parsed = PathContainer.parsePath(path);
    return mappings.getHandlerMethods().keySet().stream()
        .flatMap(mapping -> mapping.getPathPatternsCondition().getPatterns().stream())
        .filter(pattern -> pattern.matches(parsed))
        .min(Comparator.naturalOrder())
        .map(PathPattern::getPatternString)
        .orElseGet(() -> firstWord(path));
  }

  /** The case that an address names; null when it names none. */
  @Nullable CaseId caseOf(HttpServletRequest request) {
    var named = CASE.matcher(request.getRequestURI());
    return named.matches() ? new CaseId(named.group(1)) : null;
  }

  private static String firstWord(String path) {
    var words = Arrays.stream(path.split("/")).filter(word -> !word.isEmpty()).toList();
    if (words.isEmpty()) {
      return "/";
    }
    var first = words.get(0);
    return FIRST_WORDS.contains(first) ? "/%s/**".formatted(first) : "/**";
  }
}
