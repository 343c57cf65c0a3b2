package io.casework.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who acts right now and from where, besides the user id that a fact names.
 *
 * @param roles the person's groups, sorted; empty for the system
 * @param from network address and channel: {@code 127.0.0.1 http}, {@code tasklist}, {@code job}
 * @param correlationId the caller's trace id, when the request brought a well-formed one
 */
public record Caller(List<String> roles, String from, @Nullable String correlationId) {

  /** Jobs, timers and listeners. */
  public static final Caller SYSTEM = new Caller(List.of(), "system", null);

  public Caller {
    roles = List.copyOf(roles);
  }
}
