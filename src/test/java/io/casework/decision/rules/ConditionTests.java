package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.holds;
import static io.casework.decision.rules.TestRules.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.Refused;
import java.util.HashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the language refuses, where, and what it means. */
@Tag("S1-22")
class ConditionTests {

  private static final String COMPARISON = "{'field':'amount','op':'gt','value':1}";

  @ParameterizedTest
  @MethodSource
  void whatDoesNotFitIsRefusedByItsPlace(String condition, String pointer, String rule) {
    assertThatThrownBy(() -> words(condition))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(pointer);
              assertThat(refused.rule()).contains(rule);
            });
  }

  static Stream<Arguments> whatDoesNotFitIsRefusedByItsPlace() {
    return Stream.of(
        Arguments.of("[]", "/condition", "must be a comparison"),
        Arguments.of("{}", "/condition", "must be a comparison"),
        Arguments.of("null", "/condition", "must be a comparison"),
        Arguments.of("{'all':[]}", "/condition/all", "at least one"),
        Arguments.of("{'all':{}}", "/condition/all", "must be a list"),
        Arguments.of("{'all':[%s,1]}".formatted(COMPARISON), "/condition/all/1", "must be a"),
        Arguments.of(
            "{'all':[%s],'any':[]}".formatted(COMPARISON), "/condition", "no other member"),
        Arguments.of(
            "{'all':[%s,{'field':'amount','op':'greater','value':1}]}".formatted(COMPARISON),
            "/condition/all/1/op",
            "must be one of contains, eq, exists, gt"),
        Arguments.of(
            "{'not':{'and':[{'or':[{'field':'amount','operator':'gt','value':'1'}]}]}}",
            "/condition/not/and/0/or/0/value",
            "must be a number"),
        Arguments.of("{'op':'gt','value':1}", "/condition/field", "is required"),
        Arguments.of("{'field':1,'op':'gt','value':1}", "/condition/field", "must be a text"),
        Arguments.of("{'field':'amount','value':1}", "/condition/op", "is required"),
        Arguments.of(
            "{'field':'amount','op':'gt','operator':'gt','value':1}",
            "/condition/operator",
            "beside op"),
        Arguments.of("{'field':'amount','op':'gt'}", "/condition/value", "must be a number"),
        Arguments.of(
            "{'field':'amount','op':'gt','value':null}", "/condition/value", "must be a number"),
        Arguments.of(
            "{'field':'amount','op':'gt','value':1,'values/~':2}",
            "/condition/values~1~0",
            "not a member"),
        Arguments.of("{'field':'amont','op':'gt','value':1}", "/condition/field", "catalogue"),
        Arguments.of("{'field':'metadata.*','op':'gt','value':1}", "/condition/field", "catalogue"),
        Arguments.of("{'field':'metadata.','op':'gt','value':1}", "/condition/field", "catalogue"),
        Arguments.of(
            "{'field':'metadata.a b','op':'gt','value':1}", "/condition/field", "catalogue"),
        Arguments.of("{'field':'channel','op':'gt','value':1}", "/condition/op", "fit a text"),
        Arguments.of("{'field':'device.new','op':'gt','value':1}", "/condition/op", "fit a flag"),
        Arguments.of(
            "{'field':'amount','op':'contains','value':'1'}", "/condition/op", "fit a number"),
        Arguments.of("{'field':'amount','op':'eq','value':'1'}", "/condition/value", "a number"),
        Arguments.of("{'field':'channel','op':'eq','value':1}", "/condition/value", "a text"),
        Arguments.of("{'field':'channel','op':'eq','value':''}", "/condition/value", "not empty"),
        Arguments.of("{'field':'device.new','op':'eq','value':1}", "/condition/value", "true or"),
        Arguments.of(
            "{'field':'metadata.x','op':'eq','value':{}}", "/condition/value", "a number, a text"),
        Arguments.of("{'field':'channel','op':'in','value':'api'}", "/condition/value", "a list"),
        Arguments.of("{'field':'channel','op':'in','value':[]}", "/condition/value", "a list"),
        Arguments.of(
            "{'field':'channel','op':'in','value':['api',2]}", "/condition/value/1", "a text"),
        Arguments.of(
            "{'field':'amount','op':'range','value':[2,1]}", "/condition/value", "the lower first"),
        Arguments.of(
            "{'field':'amount','op':'range','value':[1]}", "/condition/value", "two numbers"),
        Arguments.of(
            "{'field':'amount','op':'range','value':[1,'2']}", "/condition/value/1", "a number"),
        Arguments.of(
            "{'field':'device.new','op':'is_true','value':true}", "/condition/value", "left out"),
        Arguments.of(
            "{'field':'device','op':'exists','value':'no'}", "/condition/value", "true or false"),
        Arguments.of(
            "{'field':'amount','op':'gt','value':1e19}", "/condition/value", "within ±1e18"),
        Arguments.of(
            "{'field':'amount','op':'gt','value':1e-13}", "/condition/value", "12 decimals"),
        Arguments.of(
            "{'field':'device','op':'regex','value':'%s'}".formatted("x".repeat(201)),
            "/condition/value",
            "200 characters"));
  }

  @ParameterizedTest
  @CsvSource({"8, true", "9, false"})
  void conditionsNestEightDeep(int depth, boolean fits) {
    var condition = "{'not':".repeat(depth - 1) + COMPARISON + "}".repeat(depth - 1);

    assertFits(condition, fits, "nested deeper than 8");
  }

  @ParameterizedTest
  @CsvSource({"99, true", "100, false"})
  void conditionsHaveAHundredParts(int comparisons, boolean fits) {
    var condition = "{'any':[%s]}".formatted(repeated(comparisons, COMPARISON));

    assertFits(condition, fits, "more than 100 parts");
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void listsHaveAThousandEntries(int entries, boolean fits) {
    var condition =
        "{'field':'channel','op':'in','value':[%s]}".formatted(repeated(entries, "'x'"));

    assertFits(condition, fits, "1 to 1000 entries");
  }

  @Test
  void allAnyAndNotCombine() {
    var condition =
        """
        {'all':[
          {'any':[{'field':'channel','op':'eq','value':'api'},
                  {'field':'channel','op':'eq','value':'card'}]},
          {'not':{'field':'device.new','op':'is_true'}}]}
        """;

    assertThat(holds(condition, "channel", "api", "device.new", false)).isTrue();
    assertThat(holds(condition, "channel", "card", "device.new", false)).isTrue();
    assertThat(holds(condition, "channel", "eft", "device.new", false)).isFalse();
    assertThat(holds(condition, "channel", "api", "device.new", true)).isFalse();
  }

  @Test
  void otherNamesOfTheSameThingsAreUnderstood() {
    var condition =
        """
        {'and':[{'or':[{'field':'amount','operator':'gte','value':10}]},
                {'field':'channel','op':'eq','value':'api'}]}
        """;

    assertThat(holds(condition, "amount", 10, "channel", "api")).isTrue();
    assertThat(holds(condition, "amount", 9, "channel", "api")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'field':'amount_zar','op':'gt','value':50000}                | amount_zar > 50,000
          {'field':'amount_zar','op':'lte','value':1234567.50}          | amount_zar ≤ 1,234,567.50
          {'field':'channel','op':'in','value':['api','card']}          | channel is one of api, card
          {'field':'device','op':'is_empty'}                            | device is empty
          {'field':'device.new','op':'is_true'}                         | device.new is true
          {'field':'velocity.count_5m','op':'range','value':[4,5]}      | velocity.count_5m from 4 to 5
          """)
  void aConditionReadsInPlainWords(String condition, String words) {
    // the source cannot hold a quote inside a quoted column
    assertThat(words(condition)).isEqualTo(words);
  }

  @Test
  void groupsReadInPlainWords() {
    assertThat(
            words(
                """
                {'all':[%1$s,{'any':[{'field':'channel','op':'eq','value':'api'},%1$s]},
                  {'not':%1$s}]}
                """
                    .formatted(COMPARISON)))
        .isEqualTo("amount > 1 and (channel is api or amount > 1) and not (amount > 1)");
    assertThat(words("{'field':'channel','op':'in','value':['a','b','c','d','e','f','g','h']}"))
        .isEqualTo("channel is one of a, b, c, d, e, f and 2 more");
  }

  private static void assertFits(String condition, boolean fits, String rule) {
    if (fits) {
      assertThat(words(condition)).isNotBlank();
    } else {
      assertThatThrownBy(() -> words(condition)).hasMessageContaining(rule);
    }
  }

  private static String words(String condition) {
    return TestRules.CONDITIONS.read(json(condition), "/condition", new HashMap<>()).words();
  }

  private static String repeated(int count, String text) {
    return IntStream.range(0, count).mapToObj(i -> text).collect(Collectors.joining(","));
  }
}
