package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw signals against the ontology: field and rule are named, values never. */
@Tag("S0-04")
@Tag("S0-11")
class SignalReaderTests {

  private static final String FRAUD =
      """
      {"event_id":"hack-101","event_type":"transaction_fraud_detected",
       "source_system":"ai_risk_engine","customer_id":"hacker_007","metadata":{"risk_score":99}}
      """;

  private final SignalReader reader = new SignalReader();

  @ParameterizedTest(name = "{index} {1}")
  @MethodSource
  void whatBreaksARuleIsRefusedByFieldAndRule(String body, String message) {
    assertThatThrownBy(() -> read(body)).hasMessageStartingWith(message);
  }

  static Stream<Arguments> whatBreaksARuleIsRefusedByFieldAndRule() {
    return Stream.of(
        Arguments.of("", "the body must be one JSON object"),
        Arguments.of("[]", "the body must be one JSON object"),
        Arguments.of("{", "not strict JSON"),
        Arguments.of(FRAUD + "{}", "not strict JSON"),
        Arguments.of(with("\"event_id\"", "\"event_id\":\"x\",\"event_id\""), "not strict JSON"),
        Arguments.of(with("\"event_id\"", "\"x/y\":1,\"event_id\""), "/x~1y: "),
        Arguments.of(with("hack-101", ""), "/event_id: minLength 1"),
        Arguments.of(with("hack-101", "x".repeat(129)), "/event_id: maxLength 128"),
        Arguments.of(with("hack-101", "a\\u0000b"), "/event_id: must match"),
        Arguments.of(with("\"hack-101\"", "101"), "/event_id: must be of type string"),
        Arguments.of(with("\"event_id\":\"hack-101\",", ""), "/event_id: is required"),
        Arguments.of(with("transaction_fraud", "Transaction-fraud"), "/event_type: must match"),
        Arguments.of(with("\"hacker_007\"", "null"), "/customer_id: must be of type string"),
        Arguments.of(with("\"ai_risk_engine\"", "[]"), "/source_system: must be of type string"),
        Arguments.of(with("{\"risk_score\":99}", "7"), "/metadata: must be of type object"),
        Arguments.of(with("\"risk_score\":99", ""), "/metadata/risk_score: is required"),
        Arguments.of(
            with(",\"metadata\":{\"risk_score\":99}", ""), "/metadata/risk_score: is required"),
        Arguments.of(with("99", "\"99\""), "/metadata/risk_score: must be of type number"),
        Arguments.of(with("99", "null"), "/metadata/risk_score: must be of type number"),
        Arguments.of(with("99", "100.01"), "/metadata/risk_score: maximum 100"),
        Arguments.of(with("99", "-0.01"), "/metadata/risk_score: minimum 0"),
        Arguments.of(with("99", "1e999"), "/metadata/risk_score: the number has too many"),
        Arguments.of(with("99", "1e-1000000"), "/metadata/risk_score: the number has too many"),
        Arguments.of(with("99", "NaN"), "not strict JSON"),
        Arguments.of(with("99}", "99,\"amount\":-1}"), "/metadata/amount: minimum 0"),
        Arguments.of(
            with("99}", "99,\"amount\":0.00001}"), "/metadata/amount: must have at most 4"),
        Arguments.of(with("99}", "99,\"amount\":1e1000000}"), "/metadata/amount: the number has"),
        Arguments.of(with("99}", "99,\"amount\":1e15}"), "/metadata/amount: exclusiveMaximum"),
        Arguments.of(with("99}", "99,\"currency\":\"rand\"}"), "/metadata/currency: must match"),
        Arguments.of(with("99}", "99,\"more\":{}}"), "/metadata/more: must be of type"),
        Arguments.of(with("99}", "99," + entries(50) + "}"), "/metadata: maxProperties 50"));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    var body = FRAUD.getBytes(StandardCharsets.ISO_8859_1);
    body[13] = (byte) 0xC0;

    assertThatThrownBy(() -> reader.read(body)).hasMessage("the body must be UTF-8");
  }

  @Test
  @Tag("X-01")
  void theScoreIsDeclaredFromZeroToAHundredAndReadAsAShare() {
    assertThat(read(FRAUD).score()).isEqualTo(0.99);
    assertThat(read(with("99", "100")).score()).isEqualTo(1.0);
    assertThat(read(with("99", "0")).score()).isEqualTo(0.0);
    assertThat(read(with("99", "90.00")).score()).isEqualTo(0.9);
    assertThat(read(with("99", "90.01")).score()).isGreaterThan(0.9);
  }

  @Test
  @Tag("S0-22")
  void anAmountIsExact() {
    var dispute = read(with("99}", "99,\"amount\":42.00,\"currency\":\"ZAR\"}"));

    assertThat(dispute.amount()).isEqualTo(new BigDecimal("42.00"));
    assertThat(dispute.currency()).isEqualTo("ZAR");
  }

  @Test
  void whatASignalDoesNotSayIsNotGuessed() {
    var signal =
        read(
            """
            {"event_id":"e","event_type":"login_failed","source_system":"s","customer_id":"c"}
            """);

    assertThat(signal.score()).isNull();
    assertThat(signal.amount()).isZero();
    assertThat(signal.currency()).isEqualTo("XXX");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hack-101", "evt-123", "ü", "a b"})
  @Tag("S0-18")
  void anEventNamesItsCaseForEver(String id) {
    var once = read(with("hack-101", id)).caseId();

    assertThat(read(with("hack-101", id)).caseId()).isEqualTo(once);
    assertThat(read(with("hack-101", id + "x")).caseId()).isNotEqualTo(once);
  }

  private Signal read(String body) {
    return reader.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String with(String part, String other) {
    return FRAUD.replace(part, other);
  }

  private static String entries(int count) {
    return String.join(
        ",", IntStream.range(0, count).mapToObj(i -> "\"m%d\":%d".formatted(i, i)).toList());
  }
}
