package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.casework.core.Refused;
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

  @ParameterizedTest(name = "{index} {1} {2}")
  @MethodSource
  void whatBreaksARuleIsRefusedByFieldAndRule(String body, String field, String rule) {
    var refused = refused(body);

    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.rule()).contains(rule);
    assertThat(refused.kind()).isEqualTo(Refused.Kind.INVALID);
  }

  static Stream<Arguments> whatBreaksARuleIsRefusedByFieldAndRule() {
    return Stream.of(
        Arguments.of("", "body", "one JSON object"),
        Arguments.of("[]", "body", "one JSON object"),
        Arguments.of("{", "body", "strict JSON"),
        Arguments.of(FRAUD + "{}", "body", "nothing may follow"),
        Arguments.of(
            with("\"event_id\"", "\"event_id\":\"x\",\"event_id\""), "body", "stand twice"),
        Arguments.of(with("\"event_id\"", "\"x/y\":1,\"event_id\""), "/x~1y", "is not a field"),
        Arguments.of(with("hack-101", ""), "/event_id", "1 to 128"),
        Arguments.of(with("hack-101", "x".repeat(129)), "/event_id", "1 to 128"),
        Arguments.of(with("hack-101", "a\\u0000b"), "/event_id", "control"),
        Arguments.of(with("\"hack-101\"", "101"), "/event_id", "text"),
        Arguments.of(with("\"event_id\":\"hack-101\",", ""), "/event_id", "is required"),
        Arguments.of(with("transaction_fraud", "Transaction-fraud"), "/event_type", "snake"),
        Arguments.of(with("\"hacker_007\"", "null"), "/customer_id", "text"),
        Arguments.of(with("\"ai_risk_engine\"", "[]"), "/source_system", "text"),
        Arguments.of(with("{\"risk_score\":99}", "7"), "/metadata", "object"),
        Arguments.of(with("\"risk_score\":99", ""), "/metadata/risk_score", "is required"),
        Arguments.of(with(",\"metadata\":{\"risk_score\":99}", ""), "/metadata/risk_score", "is"),
        Arguments.of(with("99", "\"99\""), "/metadata/risk_score", "from 0 to 100"),
        Arguments.of(with("99", "null"), "/metadata/risk_score", "from 0 to 100"),
        Arguments.of(with("99", "100.01"), "/metadata/risk_score", "from 0 to 100"),
        Arguments.of(with("99", "-0.01"), "/metadata/risk_score", "from 0 to 100"),
        Arguments.of(with("99", "1e999"), "/metadata/risk_score", "from 0 to 100"),
        Arguments.of(with("99", "1e-1000000"), "/metadata/risk_score", "from 0 to 100"),
        Arguments.of(with("99", "NaN"), "body", "strict JSON"),
        Arguments.of(with("99}", "99,\"amount\":-1}"), "/metadata/amount", "from 0"),
        Arguments.of(with("99}", "99,\"amount\":0.00001}"), "/metadata/amount", "4 after"),
        Arguments.of(with("99}", "99,\"amount\":1e1000000}"), "/metadata/amount", "15 digits"),
        Arguments.of(with("99}", "99,\"amount\":1e15}"), "/metadata/amount", "15 digits"),
        Arguments.of(with("99}", "99,\"currency\":\"rand\"}"), "/metadata/currency", "capital"),
        Arguments.of(with("99}", "99,\"more\":{}}"), "/metadata/more", "text, number or boolean"),
        Arguments.of(with("99}", "99," + entries(50) + "}"), "/metadata", "at most 50"));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    var body = FRAUD.getBytes(StandardCharsets.ISO_8859_1);
    body[13] = (byte) 0xC0;

    assertThat(catchThrowableOfType(Refused.class, () -> reader.read(body)).rule())
        .isEqualTo("must be UTF-8");
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

  private Refused refused(String body) {
    return catchThrowableOfType(Refused.class, () -> read(body));
  }

  private static String with(String part, String other) {
    return FRAUD.replace(part, other);
  }

  private static String entries(int count) {
    return String.join(
        ",", IntStream.range(0, count).mapToObj(i -> "\"m%d\":%d".formatted(i, i)).toList());
  }
}
