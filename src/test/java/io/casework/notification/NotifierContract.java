package io.casework.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.casework.core.CaseId;
import io.casework.notification.HostileServer.Behaviour;
import io.casework.notification.Outcome.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the relay relies on, whatever the channel. */
@Timeout(60)
abstract class NotifierContract {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
  static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  static final String SECRET = "T0K3N-that-nobody-may-see";

  /** The channel, with a server on this port of loopback behind the name {@code place}. */
  abstract Notifier notifier(int port);

  /** The port of a server that takes everything. */
  abstract int port();

  /** What that server has received, whole. */
  abstract List<String> received() throws Exception;

  /** Makes that server answer with this code. */
  abstract void answer(int code);

  abstract List<Integer> passing();

  abstract List<Integer> lasting();

  @Test
  void whatIsAcceptedIsDeliveredAsItWasPrepared() throws Exception {
    var notifier = notifier(port());
    var posting = notifier.prepare(delivery("Nothing special"));

    assertThat(notifier.send(posting)).isEqualTo(Outcome.DELIVERED);

    assertThat(received()).hasSize(1).first().asString().contains(posting.body().strip());
  }

  @Test
  @Tag("S3-130")
  void aDryRunWritesByteForByteWhatIsSent(@TempDir Path folder) throws Exception {
    var notifier = notifier(port());
    var delivery = delivery("Nothing special – über 'alles'");
    var file = folder.resolve("dry-run.jsonl");
    var deliveries = mock(Deliveries.class);
    var nobody = mock(Carrier.class);

    new DryRunCarrier(Map.of("any", notifier, "email", notifier), nobody, deliveries, file, JSON)
        .carry(List.of(delivery));
    notifier.send(notifier.prepare(delivery));

    var payload = JSON.readTree(Files.readString(file)).path("payload").asText();
    assertThat(received().get(0).strip()).isEqualTo(payload.strip());
    verify(deliveries).delivered(List.of(delivery));
  }

  @Test
  void whatMayPassMayBeTriedAgain() {
    for (var code : passing()) {
      answer(code);
      assertThat(send(port()).kind()).as("code " + code).isEqualTo(Kind.FAILED);
    }
  }

  @Test
  void whatLastsIsNotTriedAgain() {
    for (var code : lasting()) {
      answer(code);
      assertThat(send(port()).kind()).as("code " + code).isEqualTo(Kind.REFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource(Behaviour.class)
  void whoBehavesOddlyIsLeftInTimeAndCalledOnce(Behaviour behaviour) throws Exception {
    try (var server = new HostileServer(behaviour)) {
      var begun = System.nanoTime();
      var outcome = send(server.port());

      assertThat(outcome.kind()).isIn(Kind.SILENT, Kind.FAILED);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
      assertThat(server.calls()).isOne();
      assertThat(outcome.why()).doesNotContain(SECRET, "127.0.0.1");
    }
  }

  @Test
  void whoIsAwayIsSilent() throws IOException {
    int nobody;
    try (var free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }

    assertThat(send(nobody).kind()).isEqualTo(Kind.SILENT);
  }

  @Test
  void aNameThatIsNotConfiguredIsUnfitAndNotAFault() {
    var notifier = notifier(port());

    assertThat(notifier.knows("place")).isTrue();
    assertThat(notifier.knows("nowhere")).isFalse();
    assertThat(catchUnfit(notifier)).contains("configured");
  }

  @Test
  void theSameMessageIsTheSameBytes() {
    var delivery = delivery("Nothing special");

    assertThat(notifier(port()).prepare(delivery)).isEqualTo(notifier(port()).prepare(delivery));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!channel> <@U123> <http://evil.example|bank>",
        "[bank](javascript:alert(1))",
        "a\r\nBcc: everyone@example.com\r\n\r\nbody",
        "{{subject}} {{#link}} ${7*7} #{7*7}",
        "\u202Egnp.exe \u0000 \u2028",
        "\"}]}, \"text\": \"forged\""
      })
  void hostileTextStaysText(String hostile) {
    assertHarmless(notifier(port()).prepare(delivery(hostile)), hostile);
  }

  /** That the receiver shows it as text. */
  abstract void assertHarmless(Posting posting, String hostile);

  Outcome send(int port) {
    var notifier = notifier(port);
    return notifier.send(notifier.prepare(delivery("Nothing special")));
  }

  private static String catchUnfit(Notifier notifier) {
    try {
      var delivery = delivery("x");
      notifier.send(
          notifier.prepare(
              new Delivery(
                  1,
                  new Destination(delivery.destination().channel(), "nowhere"),
                  1,
                  List.of(),
                  delivery.askedAt(),
                  delivery.notice())));
      return "";
    } catch (Notifier.Unfit e) {
      return String.valueOf(e.getMessage());
    }
  }

  static Delivery delivery(String words) {
    return new Delivery(
        1,
        new Destination("any", "place"),
        1,
        List.of(),
        CLOCK.instant(),
        new Notice(
            "case-1:case_assigned:user:analyst-1:1:0",
            "channel:place",
            "case_assigned",
            "P1",
            new CaseId("0a4b7f7e-7d0f-4f6c-9c2a-1f0e3c1d2b3a"),
            words,
            words + "\nSecond line.",
            "https://casework.example/cases/0a4b7f7e?a=1&b=2",
            Map.of("route", "high-risk")));
  }

  static NotificationProperties properties(
      SlackProperties slack,
      TeamsProperties teams,
      EmailProperties email,
      Map<String, WebhookProperties> webhook) {
    return new NotificationProperties(
        false,
        Path.of("target"),
        Duration.ofSeconds(1),
        3,
        Duration.ofMinutes(1),
        Duration.ofMillis(1500),
        Set.of(),
        false,
        slack,
        teams,
        email,
        webhook);
  }

  static final SlackProperties NO_SLACK = new SlackProperties("", Map.of());
  static final TeamsProperties NO_TEAMS = new TeamsProperties("", Map.of(), Set.of());
  static final EmailProperties NO_EMAIL =
      new EmailProperties("", 25, "", "", "", null, List.of(), Map.of());
}
