package io.casework.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the web applications do to a task what a review allows, and nothing else.
 *
 * <p>The engine gives whoever may work a task much more: to end the process by an error, to move
 * its due time, to change its variables, to hand it to another queue.
 */
final class TaskDoorFilter extends OncePerRequestFilter {

  private static final Pattern TASK = Pattern.compile("/camunda/api/engine/.*/task/[^/]+(/.*)?");
  private static final Pattern ALLOWED =
      Pattern.compile(
          ".*/task/(count|[^/]+/(claim|unclaim|complete|submit-form|comment/create))/?");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var path = request.getRequestURI();
    if (!READING.contains(request.getMethod())
        && TASK.matcher(path).matches()
        && !ALLOWED.matcher(path).matches()) {
      response.sendError(
          HttpServletResponse.SC_FORBIDDEN, "a review does not allow this; use the case's form");
    } else {
      chain.doFilter(request, response);
    }
  }
}
