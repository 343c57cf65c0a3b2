package io.casework.decision.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.TestDesk;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The language without Spring: every operator of the package, as the application finds them. */
final class TestRules {

  static final ConditionReader CONDITIONS = new ConditionReader(new Operators(operators()));
  static final RuleReader READER = new RuleReader(CONDITIONS);

  static final String RULES = "/api/v1/rules";

  /** Fires for no payment but those of tests. */
  static final String DRAFT =
      """
      {"name":"Only in tests","weight":0.40,"flag":"TEST_ONLY",
       "condition":{"field":"metadata.only_in_tests","op":"eq","value":true}}
      """;

  private TestRules() {}

  static List<Operator> operators() {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AssignableTypeFilter(Operator.class));
    return scan.findCandidateComponents(Operator.class.getPackageName()).stream()
        .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
        .filter(type -> type.isAnnotationPresent(Component.class))
        .map(type -> (Operator) BeanUtils.instantiateClass(type))
        .toList();
  }

  /** Single quotes stand for double ones. */
  static JsonNode json(String text) {
    return RuleJson.body(text.replace('\'', '"').getBytes(UTF_8));
  }

  static RuleVersion rule(String id, String condition, String weight) {
    var content =
        new RuleContent(id, "", json(condition), new BigDecimal(weight), null, false, false, true);
    return new RuleVersion(id, 1, content, "lead-1", Instant.EPOCH);
  }

  static RuleSet set(RuleVersion... rules) {
    return RuleSet.of(Arrays.asList(rules), CONDITIONS);
  }

  static RuleSet defaults() {
    return RuleSet.of(
        DefaultRules.read(READER).entrySet().stream()
            .map(
                each -> new RuleVersion(each.getKey(), 1, each.getValue(), "system", Instant.EPOCH))
            .toList(),
        CONDITIONS);
  }

  /** Whether a condition holds for facts given as path, value, path, value … */
  static boolean holds(String condition, Object... facts) {
    return !set(rule("r", condition, "0.1")).evaluate(facts(facts)).hits().isEmpty();
  }

  static Facts facts(Object... pairs) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return values::get;
  }

  /** Facts that count how often they are asked. */
  static Facts counted(AtomicInteger asked, Facts facts) {
    return path -> {
      asked.incrementAndGet();
      return facts.value(path);
    };
  }

  /** The draft in force, as a lead puts it there. */
  static String create(TestDesk desk) {
    var id = "test-" + UUID.randomUUID();
    var answer = desk.post("lead-1", RULES + "/", withId(id));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.response().headers().firstValue("location")).hasValue(RULES + "/" + id);
    return id;
  }

  static void retire(TestDesk desk, String id) {
    assertThat(desk.call("lead-1", "DELETE", RULES + "/" + id, "").status()).isEqualTo(204);
  }

  static String withId(String id) {
    return DRAFT.replace("{\"name\"", "{\"id\":\"" + id + "\",\"name\"");
  }
}
