package io.casework.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFilterTests {

  private final MessageProperties message = new MessageProperties(message());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1=1",
        "route = 'high-risk'",
        "ROUTE = 'high-risk'",
        "[route] = 'high-risk'",
        "\"route\" = 'high-risk'",
        "user.route = 'high-risk'",
        "route <> 'low-risk'",
        "route != 'low-risk'",
        "score > 800 AND score < 900",
        "score >= 812 AND score <= 812",
        "score = 812.0",
        "score = 8.12E2",
        "ratio = 0.5",
        "ratio * 2 = 1",
        "score + 8 = 820",
        "score - 12 = 800",
        "score-12 = 800",
        "score / 2 = 406",
        "score % 10 = 2",
        "-score = -812",
        "+score = 812",
        "(score + 8) * 2 = 1640",
        "2 + 3 * 4 = 14",
        "'a' + 'b' = 'ab'",
        "route IN ('medium-risk', 'high-risk')",
        "route NOT IN ('medium-risk', 'low-risk')",
        "score in (1, 812)",
        "route LIKE 'high%'",
        "route LIKE 'h_gh-risk'",
        "route NOT LIKE 'low%'",
        "percent LIKE '50!%' ESCAPE '!'",
        "quoted = 'it''s'",
        "region IS NULL",
        "route IS NOT NULL",
        "EXISTS(route)",
        "NOT EXISTS(region)",
        "NOT (region IS NOT NULL)",
        "urgent",
        "urgent = TRUE",
        "NOT urgent = FALSE",
        "region = 'EU' OR score > 800",
        "NOT (region = 'EU' AND score < 800)",
        "sys.Label = 'case'",
        "sys.MessageId LIKE 'm%'",
        "sys.message-id = 'm-1'",
        "sys.CorrelationId = 'c-1'",
        "sys.SessionId = 's-1'",
        "property(route) = 'high-risk'",
        "p(score) > 800",
        "score <> 'abc'",
        "identity = '00000000-0000-0000-0000-000000000001'"
      })
  void isTrue(String expression) {
    assertThat(new SqlFilter(expression).matches(message)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1=0",
        "route = 'low-risk'",
        "route = 'HIGH-RISK'",
        "score = '812'",
        "score < 812",
        "route LIKE 'high'",
        "route LIKE 'h.gh-risk'",
        "percent LIKE '5!%' ESCAPE '!'",
        "NOT urgent",
        "route IN ('a', 'b')"
      })
  void isFalse(String expression) {
    assertThat(new SqlFilter(expression).condition().valueFor(message)).isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region = 'EU'",
        "region <> 'EU'",
        "NOT region = 'EU'",
        "region = NULL",
        "NULL = NULL",
        "region IN ('EU')",
        "region NOT IN ('EU')",
        "route IN ('a', NULL)",
        "route NOT IN ('a', NULL)",
        "region LIKE '%'",
        "region = 'EU' AND score > 800",
        "region = 'EU' OR score < 800",
        "score / 0 = 1",
        "score + region = 812",
        "NOT score",
        "score * 'x' = 1"
      })
  void isUnknownAndThereforeNoMatch(String expression) {
    SqlFilter filter = new SqlFilter(expression);

    assertThat(filter.condition().valueFor(message)).isNull();
    assertThat(filter.matches(message)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "route =",
        "route = 'open",
        "route == 'x'",
        "(route = 'x'",
        "route = 'x')",
        "route NOT 'x'",
        "IN ('x')",
        "score = 1x2",
        "a ; b",
        "newid() = 'x'",
        "@variable = 1",
        "EXISTS('route')",
        "route LIKE"
      })
  void isRefused(String expression) {
    assertThatThrownBy(() -> new SqlFilter(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SQL expression");
  }

  @Test
  void correlationFilterWantsAllItsProperties() {
    CorrelationFilter both =
        new CorrelationFilter(Map.of("label", "case"), Map.of("route", "high-risk"));
    CorrelationFilter wrong =
        new CorrelationFilter(Map.of("label", "case"), Map.of("route", "low-risk"));
    CorrelationFilter number = new CorrelationFilter(Map.of(), Map.of("score", 812L));

    assertThat(both.matches(message)).isTrue();
    assertThat(wrong.matches(message)).isFalse();
    assertThat(number.matches(message)).isTrue();
  }

  private static MessageContent message() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("route", "high-risk");
    properties.put("score", 812);
    properties.put("ratio", 0.5d);
    properties.put("urgent", true);
    properties.put("percent", "50%");
    properties.put("quoted", "it's");
    properties.put("region", null);
    properties.put("when", new Date(0));
    properties.put("identity", new UUID(0, 1));
    Message message = Proton.message();
    message.setMessageId("m-1");
    message.setCorrelationId("c-1");
    message.setSubject("case");
    message.setGroupId("s-1");
    message.setApplicationProperties(new ApplicationProperties(properties));
    message.setBody(new AmqpValue("body"));
    byte[] wire = new byte[4096];
    int length = message.encode(wire, 0, wire.length);
    return new MessageCodec().read(Arrays.copyOf(wire, length));
  }
}
