package io.casework.broker;

import static io.casework.broker.TestBus.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.engine.Sender;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTests {

  private static final String NAME = "RootManageSharedAccessKey";

  @TempDir static Path directory;
  static TestBus bus;

  private final SharedKey key = new SharedKey(NAME, TestBus.KEY);

  @BeforeAll
  static void start() {
    bus = TestBus.start(directory, queue("q"), queue("other"), queue("q2"));
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  private static ServiceBusSenderClient sender(String connectionString, String queue) {
    return bus.closing(
        new ServiceBusClientBuilder()
            .connectionString(connectionString)
            .retryOptions(
                new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(5)))
            .sender()
            .queueName(queue)
            .buildClient());
  }

  private static void isUnauthorized(Throwable e) {
    assertThat(((ServiceBusException) e).getReason())
        .isEqualTo(ServiceBusFailureReason.UNAUTHORIZED);
  }

  @Test
  void rightKeyIsLetIn() {
    sender(bus.bus().connectionString(), "q").sendMessage(new ServiceBusMessage("x"));

    assertThat(bus.counts("q").active()).isPositive();
  }

  @Test
  void wrongKeyIsRefused() {
    String wrong = bus.bus().connectionString().replace(TestBus.KEY, "another-key");

    assertThatThrownBy(() -> sender(wrong, "other").sendMessage(new ServiceBusMessage("x")))
        .satisfies(AuthenticationTests::isUnauthorized);
    assertThat(bus.counts("other").active()).isZero();
  }

  @Test
  void wrongKeyNameIsRefused() {
    String wrong = bus.bus().connectionString().replace(NAME, "SomebodyElse");

    assertThatThrownBy(() -> sender(wrong, "other").sendMessage(new ServiceBusMessage("x")))
        .satisfies(AuthenticationTests::isUnauthorized);
  }

  @Test
  void tokenForOneQueueOpensNoOther() {
    String connectionString =
        "Endpoint=sb://localhost:"
            + bus.bus().port()
            + ";SharedAccessSignature="
            + token("amqp://localhost/q2", Instant.now().plusSeconds(60), TestBus.KEY)
            + ";UseDevelopmentEmulator=true;";

    sender(connectionString, "q2").sendMessage(new ServiceBusMessage("x"));

    assertThat(bus.counts("q2").active()).isPositive();
    assertThatThrownBy(
            () -> sender(connectionString, "other").sendMessage(new ServiceBusMessage("x")))
        .satisfies(AuthenticationTests::isUnauthorized);
  }

  @Test
  void linkWithoutTokenIsRefused() throws IOException {
    try (AmqpClient client = AmqpClient.anonymous(bus.bus().port())) {
      assertThat(client.isOpen()).isTrue();
      assertThat(AmqpClient.condition(client.sender("q"))).isEqualTo("amqp:unauthorized-access");
      assertThat(AmqpClient.condition(client.sender("nowhere")))
          .isEqualTo("amqp:unauthorized-access");
      assertThat(AmqpClient.condition(client.sender("q/$management")))
          .isEqualTo("amqp:unauthorized-access");
    }
  }

  @Test
  void plainPasswordOpensEverything() throws IOException {
    try (AmqpClient client = AmqpClient.plain(bus.bus().port(), NAME, TestBus.KEY)) {
      Sender sender = client.sender("q");

      assertThat(client.send(sender, AmqpClient.encode("plain")).getRemoteState())
          .isInstanceOf(Accepted.class);
      assertThat(client.receive(client.receiver("q")).getBody()).isNotNull();
    }
  }

  @Test
  void wrongPlainPasswordIsTurnedAway() throws IOException {
    try (AmqpClient client = AmqpClient.plain(bus.bus().port(), NAME, "wrong")) {
      assertThat(client.isOpen()).isFalse();
      assertThat(client.isCutOff()).isTrue();
    }
  }

  @Test
  void linksEndWithTheirTokenAndComeBackWithAnother() {
    bus.send("other", "before");
    bus.receiver("other").peekMessage();
    ServiceBusSenderClient sender = bus.sender("other");
    sender.sendMessage(new ServiceBusMessage("m"));

    bus.faults().expireTokens();
    await()
        .ignoreExceptions()
        .untilAsserted(() -> sender.sendMessage(new ServiceBusMessage("after")));

    assertThat(bus.drain("other")).contains("after");
  }

  @Test
  void signatureIsChecked() {
    Instant later = Instant.now().plusSeconds(60);
    String good = token("sb://localhost/Q", later, TestBus.KEY);

    assertThat(key.verify(good, Instant.now()).path()).isEqualTo("q");
    assertRefused(token("sb://localhost/q", later, "other-key"), "InvalidSignature");
    assertRefused(good.replace("localhost%2FQ", "localhost%2Fother"), "InvalidSignature");
    assertRefused(good.replace("skn=Root", "skn=Leaf"), "InvalidSignature");
    assertRefused(good.replaceAll("&se=\\d+", "&se=99999999999"), "InvalidSignature");
    assertRefused(good.replaceAll("&se=\\d+", ""), "MalformedToken");
    assertRefused("Bearer abc", "InvalidToken");
    assertRefused(
        token("sb://localhost/q", Instant.now().minusSeconds(1), TestBus.KEY), "ExpiredToken");
  }

  private void assertRefused(String token, String why) {
    assertThatThrownBy(() -> key.verify(token, Instant.now()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(why);
  }

  @Test
  void grantCoversAnEntityAndWhatBelongsToIt() {
    Instant now = Instant.now();
    Grant grant = new Grant("q", now.plusSeconds(1));

    assertThat(grant.covers("q", now)).isTrue();
    assertThat(grant.covers("q/$management", now)).isTrue();
    assertThat(grant.covers("q2", now)).isFalse();
    assertThat(grant.covers("q", now.plusSeconds(1))).isFalse();
    assertThat(Grant.EVERYTHING.covers("anything", now)).isTrue();
  }

  @Test
  void brokerWithoutKeyDoesNotStart() {
    assertThatThrownBy(() -> new BrokerOptions(" ", directory, "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the broker has no key");
  }

  @Test
  void optionsDoNotShowTheKey() {
    assertThat(new BrokerOptions("secret", directory, "{}").toString()).doesNotContain("secret");
  }

  private static String token(String resource, Instant expiry, String key) {
    String sr = URLEncoder.encode(resource, StandardCharsets.UTF_8);
    String text = sr + "\n" + expiry.getEpochSecond();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "SharedAccessSignature sr="
          + sr
          + "&sig="
          + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8)
          + "&se="
          + expiry.getEpochSecond()
          + "&skn="
          + NAME;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
