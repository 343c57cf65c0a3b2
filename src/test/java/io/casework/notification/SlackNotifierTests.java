package io.casework.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("S3-24")
class SlackNotifierTests extends HttpNotifierContract {

  @Override
  Notifier notifier(int port) {
    return slack(new SlackProperties("", Map.of("place", address(port))));
  }

  private static SlackNotifier slack(SlackProperties slack) {
    var properties = properties(slack, NO_TEAMS, NO_EMAIL, Map.of());
    return new SlackNotifier(properties, new OutgoingHttp(properties, CLOCK), JSON);
  }

  @Override
  void assertHarmless(JsonNode body, String hostile) {
    var text = body.path("blocks").path(0).path("text");
    assertThat(text.path("verbatim").asBoolean()).isTrue();
    assertThat(text.path("text").asText()).doesNotContain("<", ">");
    assertThat(body.path("text").asText()).doesNotContain("<", ">", "\n");
    assertThat(body.path("blocks").findValuesAsText("text")).doesNotContain("forged");
  }

  @Test
  void theCaseIsOneClickAway() {
    var body = tree(notifier(port()).prepare(delivery("[P1] case")).body());

    assertThat(body.path("blocks").path(1).path("text").path("text").asText())
        .isEqualTo("<https://casework.example/cases/0a4b7f7e?a=1&amp;b=2|Open the case>");
  }

  @Test
  void whatIsTooLongForABlockIsCut() {
    var body = tree(notifier(port()).prepare(delivery("&".repeat(4000))).body());

    assertThat(body.path("blocks").path(0).path("text").path("text").asText())
        .hasSizeLessThanOrEqualTo(3000)
        .endsWith("…");
  }

  @Test
  @Tag("S3-42")
  @Tag("S3-121")
  void oneWebhookServesEveryNameWithoutItsOwn() {
    var slack =
        slack(new SlackProperties(address(port()), Map.of("own", address(port()) + "/own")));

    assertThat(slack.knows("anything")).isTrue();
    slack.send(slack.prepare(delivery("x")));
    assertThat(requests().get(0).getUrl()).doesNotContain("/own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.slack.com/services/T0K3N",
        "https://user:pw@hooks.slack.com/services/T0K3N",
        "https://hooks.slack.com@evil.example/T0K3N",
        "file:///T0K3N",
        "hooks.slack.com/services/T0K3N",
        "https:// T0K3N"
      })
  void anAddressThatIsNotSafeStopsTheStartAndIsNotRepeated(String address) {
    assertThatThrownBy(() -> slack(new SlackProperties("", Map.of("soc", address))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slack.webhooks.soc")
        .hasMessageNotContaining("T0K3N")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/x",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.8/x",
        "https://192.168.1.1/x",
        "https://172.16.0.1/x",
        "https://100.100.100.200/x",
        "https://168.63.129.16/x",
        "https://0.0.0.0/x",
        "https://[::ffff:169.254.169.254]/x",
        "https://[fd00:ec2::254]/x",
        "https://[fe80::1]/x",
        "https://[64:ff9b::a9fe:a9fe]/x",
        "https://[2002:a9fe:a9fe::1]/x"
      })
  void nobodyInsideIsCalled(String address) {
    var slack = slack(new SlackProperties(address, Map.of()));

    var outcome = slack.send(slack.prepare(delivery("x")));

    assertThat(outcome).isEqualTo(Outcome.refused("its address is in a private network"));
  }
}
