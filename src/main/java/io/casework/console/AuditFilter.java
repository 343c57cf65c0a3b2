package io.casework.console;

import io.casework.audit.AuditSearch;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/**
 * What an auditor looks for, as the address has it.
 *
 * @param action the fact's name
 * @param from first instant, in UTC
 * @param to first instant that is too late
 * @param q text in the facts
 * @param order {@code newest} first, or {@code oldest}
 */
record AuditFilter(
    @BindParam("case_id") @Parameter(name = "case_id") @Nullable String caseId,
    @Nullable String actor,
    @Nullable String action,
    @Nullable String from,
    @Nullable String to,
    @Nullable String q,
    @Nullable String order) {

  private static final int LONGEST = 200;
  private static final Set<String> FILTERS =
      Set.of("case_id", "actor", "action", "from", "to", "q", "order");

  AuditFilter {
    caseId = given(caseId);
    actor = given(actor);
    action = given(action);
    from = given(from);
    to = given(to);
    q = given(q);
    order = given(order);
  }

  /** What is ignored would look like an answer to another question. */
  static void demandKnown(HttpServletRequest request, String... more) {
    var known = new TreeSet<>(FILTERS);
    known.addAll(List.of(more));
    request.getParameterMap().keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Refused.field(
                  name.matches("[a-z_]{1,40}") ? name : "parameters",
                  "is no filter; there are " + String.join(", ", known));
            });
  }

  AuditSearch.Query query(@Nullable Long after, int limit) {
    if (q != null && q.length() > LONGEST) {
      throw Refused.field("q", "must have at most " + LONGEST + " characters");
    }
    var newestFirst = order == null || order.equals("newest");
    if (!newestFirst && !order.equals("oldest")) {
      throw Refused.field("order", "must be newest or oldest");
    }
    var about = ofCase();
    return new AuditSearch.Query(
        about == null ? null : about.value(),
        actor,
        action,
        instant("from", from),
        instant("to", to),
        q,
        newestFirst,
        after,
        limit);
  }

  @Nullable CaseId ofCase() {
    try {
      return caseId == null ? null : new CaseId(caseId);
    } catch (IllegalArgumentException e) {
      throw Refused.field("case_id", "must be a UUID");
    }
  }

  /** Which filters are set; what they say is the auditor's, and may be a customer's id. */
  String names() {
    var names = List.of("case_id", "actor", "action", "from", "to", "q");
    var values = Arrays.asList(caseId, actor, action, from, to, q);
    return names.stream()
        .filter(name -> values.get(names.indexOf(name)) != null)
        .collect(Collectors.joining(" "));
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable Instant instant(String name, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Refused.field(name, "must be an instant such as 2026-11-21T08:00:00Z");
    }
  }
}
