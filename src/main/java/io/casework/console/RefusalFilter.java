package io.casework.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/**
 * Sees every refusal, whoever refused: Spring Security, the engine's servlets, the web applications
 * or a controller. It stands outside the security chains and inside Boot's request context.
 */
@Component
@Order(RefusalFilter.ORDER)
class RefusalFilter extends OncePerRequestFilter {

  static final int ORDER = -103;

  private static final int MOST_BYTES = 1024;
  private static final Pattern USER_NAME =
      Pattern.compile("(?:.*&)?username=([^&]{1,300})(?:&.*)?");

  private final Refusals refusals;

  /** Lazy: the web server asks for its filters before the database is set up. */
  RefusalFilter(@Lazy Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var signIn = RequestPatterns.SIGN_IN.matcher(request.getRequestURI()).matches();
    var passed = signIn ? new ContentCachingRequestWrapper(request, MOST_BYTES) : request;
    chain.doFilter(passed, response);
    var status = response.getStatus();
    if (status == HttpServletResponse.SC_UNAUTHORIZED
        || status == HttpServletResponse.SC_FORBIDDEN
        || Refusals.isHidden(request)) {
      refusals.record(
          request,
          status,
          passed instanceof ContentCachingRequestWrapper form ? userName(form) : null);
    }
  }

  private static @Nullable String userName(ContentCachingRequestWrapper form) {
    var body = new String(form.getContentAsByteArray(), StandardCharsets.UTF_8);
    var found = USER_NAME.matcher(body);
    try {
      return found.matches() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : null;
    } catch (IllegalArgumentException e) {
      return null; // no form
    }
  }
}
