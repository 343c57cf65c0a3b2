package io.casework.intake;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gets in, and with which words the rest is turned away. */
class CaseEventReaderTests {

  private static final String GOOD =
      """
      {"id":"7b0f2a54-6f0e-4c0e-9d1b-0d5f6a2c9e01","timestamp":"2026-11-20T09:15:30Z",
       "actor":{"user_id":"u-1","merchant_id":"m-1"},
       "transaction":{"amount":18450.00,"currency":"ZAR","ip":"203.0.113.77"},
       "risk":{"score":0.91,"model_version":"v1","rules_triggered":["A"]},
       "context":{"featureset_id":"fs-1"},"action_suggested":"block"}
      """;

  private final CaseEventReader reader =
      new CaseEventReader(Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC));

  @Test
  @Tag("S2-28")
  @Tag("S2-32")
  void aGoodEventIsReadExactly() {
    var event = reader.read(GOOD.getBytes(UTF_8));

    assertThat(event.caseId().value()).isEqualTo("7b0f2a54-6f0e-4c0e-9d1b-0d5f6a2c9e01");
    assertThat(event.transaction().amount().toPlainString()).isEqualTo("18450.00");
    assertThat(event.merchantEscalation()).isFalse();
  }

  @Test
  void unknownFieldsAreIgnored() {
    var newer =
        GOOD.replace("\"action_suggested\"", "\"brand_new\":{\"x\":1},\"action_suggested\"");

    assertThatNoException().isThrownBy(() -> reader.read(newer.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @Tag("S2-89")
  @ValueSource(strings = {"KYC", "kyc", "KYC_NAME", "Kyc-x", "KYC:1", "KYC.2"})
  void kycRulesRaiseTheFlag(String rule) {
    assertThat(reader.read(GOOD.replace("\"A\"", "\"" + rule + "\"").getBytes(UTF_8)).kyc())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KYCX", "XKYC", "NO_KYC", "A"})
  void otherRulesDoNot(String rule) {
    assertThat(reader.read(GOOD.replace("\"A\"", "\"" + rule + "\"").getBytes(UTF_8)).kyc())
        .isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @Tag("S2-50")
  @Tag("S2-51")
  @Tag("S2-116")
  @MethodSource
  void aBadMessageIsRefusedWithReasonAndPlace(
      String what, byte[] body, String reason, String description) {
    var refusal = assertThrows(Refusal.class, () -> reader.read(body));

    assertThat(refusal.reason().name()).as(refusal.getMessage()).isEqualTo(reason);
    assertThat(refusal.getMessage()).contains(description).doesNotContain("SECRET");
  }

  static Stream<Arguments> aBadMessageIsRefusedWithReasonAndPlace() {
    return Stream.of(
        bad("empty", "", "SCHEMA_INVALID", "/"),
        bad("blank", "   ", "SCHEMA_INVALID", "/"),
        bad("no JSON", "SECRET", "SCHEMA_INVALID", "syntax"),
        bad("null", "null", "SCHEMA_INVALID", "object"),
        bad("an array", "[]", "SCHEMA_INVALID", "object"),
        bad("a number", "1", "SCHEMA_INVALID", "object"),
        bad("cut off", GOOD.substring(0, 200), "SCHEMA_INVALID", "syntax"),
        bad("single quotes", GOOD.replace('"', '\''), "SCHEMA_INVALID", "syntax"),
        bad("a comment", "/*x*/" + GOOD, "SCHEMA_INVALID", "syntax"),
        bad(
            "a trailing comma",
            GOOD.replace("\"block\"}", "\"block\",}"),
            "SCHEMA_INVALID",
            "syntax"),
        bad("two objects", GOOD + GOOD, "SCHEMA_INVALID", "nothing may follow"),
        bad("text after the end", GOOD + " SECRET", "SCHEMA_INVALID", "/"),
        bad(
            "an id twice",
            GOOD.replace("{\"id\"", "{\"id\":\"SECRET\",\"id\""),
            "SCHEMA_INVALID",
            "twice"),
        bad("NaN", score("NaN"), "SCHEMA_INVALID", "syntax"),
        bad(
            "NaN as text",
            score("\"NaN\""),
            "SCHEMA_INVALID",
            "/risk/score: must be of type number"),
        bad("infinity", score("1e999"), "SCHEMA_INVALID", "/risk/score"),
        bad("a monstrous number", score("1e1000000"), "SCHEMA_INVALID", "/risk/score"),
        bad("a tiny monstrous number", score("1e-1000000"), "SCHEMA_INVALID", "/risk/score"),
        bad("a null score", score("null"), "SCHEMA_INVALID", "/risk/score"),
        bad("a text score", score("\"0.9\""), "SCHEMA_INVALID", "/risk/score"),
        bad("a score above one", score("1.0000001"), "SCHEMA_INVALID", "/risk/score: maximum 1"),
        bad("a score below zero", score("-0.1"), "SCHEMA_INVALID", "/risk/score: minimum 0"),
        bad(
            "no score",
            GOOD.replace("\"score\":0.91,", ""),
            "SCHEMA_INVALID",
            "/risk/score: is required"),
        bad(
            "no id",
            GOOD.replace("\"id\":\"7b0f2a54-6f0e-4c0e-9d1b-0d5f6a2c9e01\",", ""),
            "SCHEMA_INVALID",
            "/id: is required"),
        bad("an id that is no UUID", id("SECRET"), "SCHEMA_INVALID", "/id: must match"),
        bad("a NUL in the id", id("7b0f2a54\\u0000"), "SCHEMA_INVALID", "/id"),
        bad(
            "a NUL in an unknown field",
            GOOD.replace("{\"id\"", "{\"x\":\"a\\u0000b\",\"id\""),
            "SEMANTIC",
            "/x: must not contain the NUL"),
        bad(
            "a control character in a user id",
            GOOD.replace("u-1", "u\\u0007"),
            "SCHEMA_INVALID",
            "/actor/user_id"),
        bad("an empty user id", GOOD.replace("u-1", ""), "SCHEMA_INVALID", "/actor/user_id"),
        bad(
            "a long user id",
            GOOD.replace("u-1", "u".repeat(129)),
            "SCHEMA_INVALID",
            "/actor/user_id"),
        bad(
            "no actor",
            GOOD.replace("\"actor\"", "\"factor\""),
            "SCHEMA_INVALID",
            "/actor: is required"),
        bad(
            "an actor that is text",
            GOOD.replace("{\"user_id\":\"u-1\",\"merchant_id\":\"m-1\"}", "\"u\""),
            "SCHEMA_INVALID",
            "/actor"),
        bad("a negative amount", amount("-1"), "SCHEMA_INVALID", "/transaction/amount"),
        bad("a text amount", amount("\"12\""), "SCHEMA_INVALID", "/transaction/amount"),
        bad("an amount with five decimals", amount("1.00001"), "SEMANTIC", "/transaction/amount"),
        bad("an amount too large", amount("1e15"), "SCHEMA_INVALID", "/transaction/amount"),
        bad(
            "a small currency",
            GOOD.replace("ZAR", "zar"),
            "SCHEMA_INVALID",
            "/transaction/currency"),
        bad(
            "no currency",
            GOOD.replace("\"currency\":\"ZAR\",", ""),
            "SCHEMA_INVALID",
            "/transaction/currency: is required"),
        bad(
            "an IP that is a name",
            GOOD.replace("203.0.113.77", "SECRET.example"),
            "SEMANTIC",
            "/transaction/ip"),
        bad(
            "an IP out of range",
            GOOD.replace("203.0.113.77", "203.0.113.777"),
            "SEMANTIC",
            "/transaction/ip"),
        bad("a time that is a number", time("1763630130"), "SCHEMA_INVALID", "/timestamp"),
        bad(
            "a time without offset",
            time("\"2026-11-20T09:15:30\""),
            "SCHEMA_INVALID",
            "/timestamp"),
        bad("a date only", time("\"2026-11-20\""), "SCHEMA_INVALID", "/timestamp"),
        bad("a time long ago", time("\"1999-12-31T23:59:59Z\""), "SEMANTIC", "/timestamp"),
        bad("a time two days ahead", time("\"2026-11-22T12:00:01Z\""), "SEMANTIC", "/timestamp"),
        bad(
            "a year beyond all",
            time("\"999999-01-01T00:00:00Z\""),
            "SCHEMA_INVALID",
            "/timestamp"),
        bad(
            "rules that are text",
            GOOD.replace("[\"A\"]", "\"A\""),
            "SCHEMA_INVALID",
            "/risk/rules_triggered"),
        bad(
            "rules that are numbers",
            GOOD.replace("[\"A\"]", "[1]"),
            "SCHEMA_INVALID",
            "/risk/rules_triggered/0"),
        bad(
            "an unknown action",
            GOOD.replace("block", "SECRET"),
            "SCHEMA_INVALID",
            "/action_suggested: must be one of"),
        bad(
            "an http link",
            GOOD.replace(
                "\"action_suggested\"",
                "\"links\":{\"decision_log\":\"http://x\"},\"action_suggested\""),
            "SCHEMA_INVALID",
            "/links/decision_log"),
        bad(
            "a script link",
            GOOD.replace(
                "\"action_suggested\"",
                "\"links\":{\"explanation\":\"javascript:x\"},\"action_suggested\""),
            "SCHEMA_INVALID",
            "/links/explanation"),
        bad(
            "a priority unknown",
            GOOD.replace(
                "\"action_suggested\"", "\"sla\":{\"priority\":\"P9\"},\"action_suggested\""),
            "SCHEMA_INVALID",
            "/sla/priority"),
        bad(
            "a due date that is none",
            GOOD.replace(
                "\"action_suggested\"", "\"sla\":{\"due_at\":\"soon\"},\"action_suggested\""),
            "SCHEMA_INVALID",
            "/sla/due_at"),
        bad(
            "an escalation that is text",
            GOOD.replace(
                "\"action_suggested\"", "\"merchant_escalation\":\"true\",\"action_suggested\""),
            "SCHEMA_INVALID",
            "/merchant_escalation"),
        bad(
            "an escalation that is a number",
            GOOD.replace("\"action_suggested\"", "\"merchant_escalation\":1,\"action_suggested\""),
            "SCHEMA_INVALID",
            "/merchant_escalation"),
        bad(
            "a newer major version",
            GOOD.replace("{\"id\"", "{\"schema_version\":\"2.0\",\"id\""),
            "UNSUPPORTED_VERSION",
            "/schema_version"),
        bad(
            "a version that is none",
            GOOD.replace("{\"id\"", "{\"schema_version\":\"one\",\"id\""),
            "SCHEMA_INVALID",
            "/schema_version"),
        bad(
            "a country in words",
            GOOD.replace("\"ip\"", "\"geo\":{\"country\":\"South Africa\"},\"ip\""),
            "SCHEMA_INVALID",
            "/transaction/geo/country"),
        bad(
            "a latitude off the earth",
            GOOD.replace("\"ip\"", "\"geo\":{\"lat\":91},\"ip\""),
            "SCHEMA_INVALID",
            "/transaction/geo/lat"),
        bad(
            "nested too deep",
            "{\"a\":".repeat(40) + "1" + "}".repeat(40),
            "SCHEMA_INVALID",
            "limit"),
        bad(
            "a number of 100 digits",
            GOOD.replace("{\"id\"", "{\"x\":" + "9".repeat(100) + ",\"id\""),
            "SCHEMA_INVALID",
            "limit"),
        bad(
            "an exponent beyond all",
            GOOD.replace("{\"id\"", "{\"q\":1e99999999999999,\"id\""),
            "SCHEMA_INVALID",
            "too many digits"),
        bad("too large", GOOD + " ".repeat(256 * 1024), "TOO_LARGE", "262144"),
        raw("UTF-16", GOOD.getBytes(UTF_16), "ENCODING", "UTF-8"),
        raw("a byte order mark", ("\uFEFF" + GOOD).getBytes(UTF_8), "ENCODING", "byte order mark"),
        raw("overlong UTF-8", withBytes(0xC0, 0xAF), "ENCODING", "UTF-8"),
        raw("a lone surrogate", withBytes(0xED, 0xA0, 0x80), "ENCODING", "UTF-8"),
        raw("binary", new byte[] {0, 1, 2, (byte) 0xff}, "ENCODING", "UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"high-risk", "kyc-review", "medium-risk", "merchant-escalation"})
  void theExamplesOfTheContractAreGood(String name) throws IOException {
    var file = Path.of("src/test/resources/contract", name + ".json");

    assertThatNoException().isThrownBy(() -> reader.read(Files.readAllBytes(file)));
  }

  private static String score(String score) {
    return GOOD.replace("\"score\":0.91", "\"score\":" + score);
  }

  private static String amount(String amount) {
    return GOOD.replace("18450.00", amount);
  }

  private static String time(String time) {
    return GOOD.replace("\"2026-11-20T09:15:30Z\"", time);
  }

  private static String id(String id) {
    return GOOD.replace("7b0f2a54-6f0e-4c0e-9d1b-0d5f6a2c9e01", id);
  }

  private static byte[] withBytes(int... bytes) {
    var text = GOOD.replace("u-1", "?").getBytes(UTF_8);
    var place = new String(text, UTF_8).indexOf('?');
    var all = new byte[text.length - 1 + bytes.length];
    System.arraycopy(text, 0, all, 0, place);
    for (int i = 0; i < bytes.length; i++) {
      all[place + i] = (byte) bytes[i];
    }
    System.arraycopy(text, place + 1, all, place + bytes.length, text.length - place - 1);
    return all;
  }

  private static Arguments bad(String what, String body, String reason, String description) {
    return raw(what, body.getBytes(UTF_8), reason, description);
  }

  private static Arguments raw(String what, byte[] body, String reason, String description) {
    return Arguments.of(what, body, reason, description);
  }
}
