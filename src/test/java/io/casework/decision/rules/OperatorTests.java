package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.Refused;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each operator says, at its boundaries and of facts that are not known. */
@Tag("S1-22")
class OperatorTests {

  @Test
  @Tag("S1-90")
  void twoOperatorsOfOneNameStopTheStart() {
    assertThatThrownBy(() -> new Operators(List.of(new GreaterThan(), new GreaterThan())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gt");
  }

  @Test
  @Tag("S1-90")
  void aNewOperatorIsOneClass() {
    var conditions = new ConditionReader(new Operators(List.of(new EndsWith())));
    var rule = TestRules.rule("r", "{'field':'device','op':'ends_with','value':'-emulator'}", "1");

    var set = RuleSet.of(List.of(rule), conditions);

    assertThat(set.evaluate(TestRules.facts("device", "x-emulator")).hits()).hasSize(1);
    assertThat(set.evaluate(TestRules.facts("device", "x-phone")).hits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gt, 50000, false", "gt, 50000.01, true", "gte, 50000, true", "gte, 49999.99, false",
    "lt, 50000, false", "lt, 49999.99, true", "lte, 50000, true", "lte, 50000.01, false",
    "eq, 50000.00, true", "eq, 50000.01, false", "neq, 50000.00, false", "neq, 50000.01, true"
  })
  void numbersCompareAtTheBoundary(String operator, BigDecimal amount, boolean holds) {
    var condition = "{'field':'amount_zar','op':'%s','value':50000}".formatted(operator);

    assertThat(holds(condition, "amount_zar", amount)).isEqualTo(holds);
  }

  @Test
  void decimalsCompareExactly() {
    var tenth = "{'field':'amount','op':'eq','value':0.1}";
    assertThat(holds(tenth, "amount", 0.1)).isTrue();
    assertThat(holds(tenth, "amount", new BigDecimal("0.100"))).isTrue();
    assertThat(holds(tenth, "amount", new BigDecimal("0.1000000000000000055"))).isFalse();
    assertThat(holds("{'field':'amount','op':'eq','value':1}", "amount", 1.0)).isTrue();
    assertThat(holds("{'field':'amount','op':'eq','value':1.00}", "amount", 1L)).isTrue();
    assertThat(holds("{'field':'amount','op':'eq','value':0}", "amount", -0.0)).isTrue();
    assertThat(
            holds(
                "{'field':'amount','op':'gt','value':900719925474.0992}",
                "amount",
                new BigDecimal("900719925474.09921")))
        .isTrue();
    assertThat(
            holds(
                "{'field':'amount','op':'gt','value':9007199254740992}",
                "amount",
                9007199254740993L))
        .isTrue();
    assertThat(holds("{'field':'amount','op':'in','value':[1, 2.50]}", "amount", 2.5)).isTrue();
  }

  @Test
  void aRangeIncludesBothEnds() {
    var range = "{'field':'velocity.count_5m','op':'range','value':[4,5]}";

    assertThat(holds(range, "velocity.count_5m", 3)).isFalse();
    assertThat(holds(range, "velocity.count_5m", 4)).isTrue();
    assertThat(holds(range, "velocity.count_5m", 5)).isTrue();
    assertThat(holds(range, "velocity.count_5m", 6)).isFalse();
  }

  @Test
  void textsCompareWithTheirCase() {
    assertThat(holds("{'field':'channel','op':'eq','value':'api'}", "channel", "api")).isTrue();
    assertThat(holds("{'field':'channel','op':'eq','value':'api'}", "channel", "API")).isFalse();
    assertThat(
            holds(
                "{'field':'channel','op':'contains','value':'bank'}", "channel", "mobile_banking"))
        .isTrue();
    assertThat(
            holds(
                "{'field':'channel','op':'starts_with','value':'bank'}",
                "channel",
                "mobile_banking"))
        .isFalse();
    assertThat(holds("{'field':'channel','op':'in','value':['api','card']}", "channel", "card"))
        .isTrue();
    assertThat(holds("{'field':'channel','op':'not_in','value':['api','card']}", "channel", "eft"))
        .isTrue();
    assertThat(holds("{'field':'channel','op':'not_in','value':['api','card']}", "channel", "api"))
        .isFalse();
  }

  @Test
  void flagsAreTrueOrFalseOrUnknown() {
    assertThat(holds("{'field':'device.new','op':'is_true'}", "device.new", true)).isTrue();
    assertThat(holds("{'field':'device.new','op':'is_true'}", "device.new", false)).isFalse();
    assertThat(holds("{'field':'device.new','op':'is_false'}", "device.new", false)).isTrue();
    assertThat(holds("{'field':'device.new','op':'eq','value':false}", "device.new", false))
        .isTrue();
    assertThat(holds("{'field':'device.new','op':'is_true'}")).isFalse();
    assertThat(holds("{'field':'device.new','op':'is_false'}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'field':'amount','op':'gt','value':0}",
        "{'field':'amount','op':'gte','value':0}",
        "{'field':'amount','op':'lt','value':0}",
        "{'field':'amount','op':'lte','value':0}",
        "{'field':'amount','op':'eq','value':0}",
        "{'field':'amount','op':'neq','value':0}",
        "{'field':'amount','op':'range','value':[-1,1]}",
        "{'field':'channel','op':'in','value':['a']}",
        "{'field':'channel','op':'not_in','value':['a']}",
        "{'field':'channel','op':'contains','value':'a'}",
        "{'field':'channel','op':'starts_with','value':'a'}",
        "{'field':'channel','op':'regex','value':'.*'}",
        "{'field':'channel','op':'exists'}",
        "{'field':'channel','op':'is_empty','value':false}",
        "{'field':'device.new','op':'is_true'}",
        "{'field':'device.new','op':'is_false'}"
      })
  void whatIsNotKnownComparesToNothing(String condition) {
    assertThat(holds(condition)).isFalse();
  }

  @Test
  void onlyQuestionsForPresenceHoldForWhatIsNotKnown() {
    assertThat(holds("{'field':'device','op':'is_empty'}")).isTrue();
    assertThat(holds("{'field':'device','op':'is_empty'}", "device", " ")).isTrue();
    assertThat(holds("{'field':'device','op':'is_empty'}", "device", "d")).isFalse();
    assertThat(holds("{'field':'device','op':'is_empty','value':false}", "device", "d")).isTrue();
    assertThat(holds("{'field':'device','op':'exists','value':false}")).isTrue();
    assertThat(holds("{'field':'device','op':'exists'}", "device", "d")).isTrue();
    assertThat(holds("{'not':{'field':'device','op':'eq','value':'d'}}")).isTrue();
    assertThat(
            holds(
                "{'field':'history.travel_kmh','op':'gt','value':1}",
                "history.travel_kmh",
                Double.NaN))
        .isFalse();
    assertThat(
            holds(
                "{'field':'history.travel_kmh','op':'gt','value':1000}",
                "history.travel_kmh",
                Double.POSITIVE_INFINITY))
        .isTrue();
  }

  @Test
  void metadataComparesOnlyWithItsOwnKind() {
    assertThat(holds("{'field':'metadata.age','op':'gt','value':17}", "metadata.age", "18"))
        .isFalse();
    assertThat(holds("{'field':'metadata.age','op':'eq','value':18}", "metadata.age", "18"))
        .isFalse();
    assertThat(holds("{'field':'metadata.age','op':'eq','value':'18'}", "metadata.age", "18"))
        .isTrue();
    assertThat(holds("{'field':'metadata.vpn','op':'eq','value':true}", "metadata.vpn", true))
        .isTrue();
    assertThat(holds("{'field':'metadata.vpn','op':'is_true'}", "metadata.vpn", "true")).isFalse();
  }

  @Test
  void aPatternIsFoundAnywhereUnlessItSaysWhere() {
    assertThat(holds("{'field':'ip','op':'regex','value':'^10[.]'}", "ip", "10.0.0.1")).isTrue();
    assertThat(holds("{'field':'ip','op':'regex','value':'^10[.]'}", "ip", "110.0.0.1")).isFalse();
    assertThat(holds("{'field':'ip','op':'regex','value':'[.]1$'}", "ip", "10.0.0.1")).isTrue();
  }

  @Test
  @Timeout(value = 5)
  void noPatternRunsAway() {
    var evil = "{'field':'device','op':'regex','value':'(x+x+)+y'}";
    holds(evil, "device", "x");
    var text = "x".repeat(250_000);

    var started = System.nanoTime();
    assertThat(holds(evil, "device", text)).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "((a{1000}){1000}){1000}",
        "(((a{2,30}){30}){30}){30}",
        "a{501}",
        "a{3,501}",
        "(a",
        "(?<=a)b",
        "(a)\\\\1"
      })
  @Timeout(value = 5)
  void aPatternThatIsTooLargeOrNotRegularIsRefused(String pattern) {
    assertThatThrownBy(
            () -> holds("{'field':'device','op':'regex','value':'%s'}".formatted(pattern)))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("r/condition/value");
  }

  /** What a colleague would write. */
  private static final class EndsWith implements Operator {

    @Override
    public String name() {
      return "ends_with";
    }

    @Override
    public Set<FactType> fits() {
      return Set.of(FactType.TEXT);
    }

    @Override
    public String takes() {
      return "a text";
    }

    @Override
    public Operand read(Literal value) {
      var end = value.text();
      return Operand.ofTexts("ends with", end, actual -> actual.endsWith(end));
    }
  }
}
