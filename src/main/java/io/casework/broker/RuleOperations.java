package io.casework.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.jspecify.annotations.Nullable;

/** Adding, removing and listing the rules of a subscription. */
final class RuleOperations {

  private static final long RULE = 0x13700000004L;
  private static final long NO_ACTION = 0x13700000005L;

  /** The codes of filters are one digit shorter than those of rules and actions. */
  private static final long SQL_FILTER = 0x1370000006L;

  private static final long CORRELATION_FILTER = 0x1370000009L;
  private static final int SQL_DIALECT = 20;
  private static final List<String> CORRELATED =
      List.of(
          "correlation-id",
          "message-id",
          "to",
          "reply-to",
          "label",
          "session-id",
          "reply-to-session-id",
          "content-type");

  private final Namespace namespace;

  RuleOperations(Namespace namespace) {
    this.namespace = namespace;
  }

  Map<String, ManagementNode.Operation> all() {
    return Map.of(
        "com.microsoft:add-rule", this::add,
        "com.microsoft:remove-rule", this::remove,
        "com.microsoft:enumerate-rules", this::list);
  }

  private @Nullable Object add(ManagementRequest request) {
    Map<?, ?> description = request.map("rule-description");
    if (description.get("sql-rule-action") instanceof Map<?, ?> action
        && action.get("expression") != null) {
      throw new Refusal(
          Conditions.NOT_IMPLEMENTED,
          "Rule actions are not supported; the broker does not change messages.");
    }
    Rules rules = namespace.rules(request.entity());
    try {
      namespace.record(
          rules.adding(request.text("rule-name"), filter(description), namespace.now()));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Conditions.INVALID_FIELD, String.valueOf(e.getMessage()));
    }
    return null;
  }

  private static RuleFilter filter(Map<?, ?> description) {
    if (description.get("sql-filter") instanceof Map<?, ?> sql) {
      return new SqlFilter(String.valueOf(sql.get("expression")));
    }
    if (description.get("correlation-filter") instanceof Map<?, ?> wanted) {
      Map<String, String> system = new HashMap<>();
      for (String name : CORRELATED) {
        if (wanted.get(name) != null) {
          system.put(CorrelationFilter.key(name), wanted.get(name).toString());
        }
      }
      Map<?, ?> user = wanted.get("properties") instanceof Map<?, ?> map ? map : Map.of();
      return new CorrelationFilter(system, ManagementRequest.named(user));
    }
    throw new IllegalArgumentException("The rule has neither a SQL nor a correlation filter.");
  }

  private @Nullable Object remove(ManagementRequest request) {
    Rules rules = namespace.rules(request.entity());
    namespace.record(rules.removing(request.text("rule-name")));
    return null;
  }

  private Object list(ManagementRequest request) {
    long skip = request.body().get("skip") instanceof Number number ? number.longValue() : 0;
    long top = request.body().get("top") instanceof Number number ? number.longValue() : 100;
    List<Object> rules =
        namespace.rules(request.entity()).all().stream()
            .skip(skip)
            .limit(top)
            .map(rule -> (Object) Map.of("rule-description", describe(rule)))
            .toList();
    return Map.of("rules", rules);
  }

  private static DescribedType describe(Rule rule) {
    return new Described(
        RULE,
        Arrays.asList(
            describe(rule.filter()),
            new Described(NO_ACTION, List.of()),
            rule.name(),
            Date.from(rule.createdAt())));
  }

  private static DescribedType describe(RuleFilter filter) {
    if (filter instanceof CorrelationFilter correlation) {
      List<@Nullable Object> fields = new ArrayList<>();
      for (String name : CORRELATED) {
        fields.add(correlation.system().get(CorrelationFilter.key(name)));
      }
      fields.add(correlation.user());
      return new Described(CORRELATION_FILTER, fields);
    }
    String expression = filter instanceof SqlFilter sql ? sql.expression() : "";
    return new Described(SQL_FILTER, List.of(expression, SQL_DIALECT));
  }

  private record Described(long code, Object value) implements DescribedType {

    @Override
    public Object getDescriptor() {
      return UnsignedLong.valueOf(code);
    }

    @Override
    public Object getDescribed() {
      return value;
    }
  }
}
