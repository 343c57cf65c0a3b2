package io.casework.console;

import io.casework.watch.Traces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request an id by which its answer, its log lines and its trace are found: the
 * caller's own where it brought one, else the trace's.
 */
@Component
@Order(RefusalFilter.ORDER - 1)
class CorrelationFilter extends OncePerRequestFilter {

  static final String HEADER = "X-Correlation-Id";

  private static final Pattern CASE =
      Pattern.compile("/api/v1/cases/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(/.*)?");

  private final Traces traces;

  CorrelationFilter(Traces traces) {
    this.traces = traces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var id =
        Optional.ofNullable(RequestCallers.correlationId(request))
            .or(traces::currentId)
            .orElseGet(() -> UUID.randomUUID().toString());
    response.setHeader(HEADER, id);
    MDC.put("correlation_id", id);
    var ofCase = CASE.matcher(request.getRequestURI());
    if (ofCase.matches()) {
      MDC.put("case_id", ofCase.group(1));
    }
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("correlation_id");
      MDC.remove("case_id");
    }
  }
}
