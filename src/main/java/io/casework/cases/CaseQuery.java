package io.casework.cases;

import io.casework.core.Priority;
import io.casework.core.Route;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cases to list.
 *
 * @param visible the routes the caller may see
 * @param user the caller, who also sees what is assigned to them
 * @param text part of a case id, or a whole customer or merchant id
 * @param sort {@code due_at}, {@code received_at}, {@code priority}, {@code score} or {@code
 *     amount}, descending with a leading {@code -}
 * @param page from 0
 * @param size 1 to 200
 */
public record CaseQuery(
    Set<Route> visible,
    String user,
    @Nullable String status,
    @Nullable String route,
    @Nullable String priority,
    @Nullable String assignee,
    @Nullable String text,
    String sort,
    int page,
    int size) {

  public static final int MAX_SIZE = 200;

  public CaseQuery {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException("size must lie between 1 and " + MAX_SIZE);
    }
    if (page < 0) {
      throw new IllegalArgumentException("page must not be negative");
    }
    oneOf("status", status, CaseStatus.values());
    oneOf("route", route, Route.values());
    oneOf("priority", priority, Priority.values());
  }

  private static void oneOf(String field, @Nullable String value, Object[] allowed) {
    if (value != null
        && !value.isBlank()
        && Arrays.stream(allowed).noneMatch(known -> known.toString().equals(value))) {
      throw new IllegalArgumentException(field + " must be one of " + Arrays.toString(allowed));
    }
  }

  boolean seesAll() {
    return visible.size() == Route.values().length;
  }
}
