package io.casework.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S1-09")
@Tag("S1-25")
@Tag("S2-75")
@Tag("S2-76")
class WebhookNotifierTests extends HttpNotifierContract {

  private static final String SIGNING = "0123456789abcdef";

  @Override
  Notifier notifier(int port) {
    var properties =
        properties(
            NO_SLACK,
            NO_TEAMS,
            NO_EMAIL,
            Map.of("place", new WebhookProperties(address(port), SIGNING)));
    return new WebhookNotifier(properties, new OutgoingHttp(properties, CLOCK), JSON);
  }

  @Override
  void assertHarmless(JsonNode body, String hostile) {
    assertThat(body.path("text").asText())
        .isEqualTo(delivery(hostile).notice().text())
        .doesNotContain("\r", "\u0000", "\u202E");
    assertThat(body.path("subject").asText()).doesNotContain("\r", "\n");
  }

  @Test
  void theReceiverCanProveWhoSentItAndDropARepeat() throws Exception {
    var webhook = notifier(port());
    webhook.send(webhook.prepare(delivery("[P1] case")));
    var request = requests().get(0);

    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SIGNING.getBytes(UTF_8), "HmacSHA256"));
    assertThat(request.getHeader("X-Casework-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(request.getBody())));
    assertThat(request.getHeader("Idempotency-Key"))
        .isEqualTo("case-1:case_assigned:user:analyst-1:1:0");
    var body = tree(request.getBodyAsString());
    assertThat(body.path("case_id").asText()).isEqualTo("0a4b7f7e-7d0f-4f6c-9c2a-1f0e3c1d2b3a");
    assertThat(body.path("facts").path("route").asText()).isEqualTo("high-risk");
    assertThat(body.fieldNames())
        .toIterable()
        .contains("key", "kind", "urgency", "audience", "link");
  }

  @Test
  void aShortSecretStopsTheStart() {
    assertThatThrownBy(() -> new WebhookProperties("https://bank.example/x", "0123456789abcde"))
        .hasMessageContaining("16 characters")
        .hasMessageNotContaining("0123456789");
  }
}
