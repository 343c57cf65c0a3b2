package io.casework.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S2-62")
class TeamsNotifierTests extends HttpNotifierContract {

  private static final int MOST_BYTES = 28 * 1024;

  @Override
  Notifier notifier(int port) {
    return teams(Map.of("place", address(port), "people", address(port) + "/people"));
  }

  private static TeamsNotifier teams(Map<String, String> webhooks) {
    var teams = new TeamsProperties("", webhooks, Set.of("logic.azure.com"));
    var properties = properties(NO_SLACK, teams, NO_EMAIL, Map.of());
    return new TeamsNotifier(
        properties,
        new OutgoingHttp(properties, CLOCK),
        user -> Optional.of(user + "@bank.example"),
        JSON);
  }

  @Override
  void assertHarmless(JsonNode body, String hostile) {
    var card = body.path("attachments").path(0).path("content");
    assertThat(card.findValuesAsText("type"))
        .isSubsetOf("AdaptiveCard", "RichTextBlock", "TextRun", "Action.OpenUrl");
    assertThat(card.findValuesAsText("url")).containsExactly(delivery("x").notice().link());
  }

  @Test
  void theCardIsOfTheKindThatWorkflowsTake() {
    var body = tree(notifier(port()).prepare(delivery("[P1] case")).body());
    var attachment = body.path("attachments").path(0);

    assertThat(body.path("type").asText()).isEqualTo("message");
    assertThat(attachment.path("contentType").asText())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(attachment.path("content").path("version").asText()).isEqualTo("1.4");
    assertThat(attachment.path("content").path("actions").path(0).path("title").asText())
        .isEqualTo("Open the case");
  }

  @Test
  void aPersonIsReachedByTheWorkflowForPeople() {
    var delivery = delivery("[P1] case");
    var forOne =
        new Delivery(
            1,
            Destination.of("teams:user:analyst-1"),
            1,
            List.of(),
            delivery.askedAt(),
            delivery.notice());
    var teams = notifier(port());

    var posting = teams.prepare(forOne);
    teams.send(posting);

    assertThat(tree(posting.body()).path("recipient").asText()).isEqualTo("analyst-1@bank.example");
    assertThat(requests().get(0).getUrl()).endsWith("/people");
  }

  @Test
  void theLongestMessageFits() {
    var posting = notifier(port()).prepare(delivery("\u0001\u6f22".repeat(2000)));

    assertThat(posting.body().getBytes(UTF_8)).hasSizeLessThan(MOST_BYTES);
  }

  @Test
  void onlyWorkflowsAreCalled() {
    assertThatThrownBy(() -> teams(Map.of("soc", "https://logic.azure.com.evil.example/x")))
        .hasMessageContaining("casework.notification.teams.hosts")
        .hasMessageNotContaining("evil");
    assertThat(teams(Map.of("soc", "https://prod-1.westeurope.logic.azure.com/x")).knows("soc"))
        .isTrue();
  }
}
