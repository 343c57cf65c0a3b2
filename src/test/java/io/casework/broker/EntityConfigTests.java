package io.casework.broker;

import static io.casework.broker.TestBus.config;
import static io.casework.broker.TestBus.queue;
import static io.casework.broker.TestBus.sqlRule;
import static io.casework.broker.TestBus.subscription;
import static io.casework.broker.TestBus.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntityConfigTests {

  @TempDir Path directory;

  private Namespace read(String json) {
    MessageCodec codec = new MessageCodec();
    try (DataDirectory data = DataDirectory.open(directory)) {
      Journal journal =
          new Journal(data, new FileDisk(), new JournalCodec(codec), JournalLimits.usual(false));
      Namespace namespace =
          new Namespace(new BrokerClock(), codec, new FaultPlan(), journal, Long.MAX_VALUE);
      EntityConfig.addTo(namespace, json);
      return namespace;
    }
  }

  private void assertRefused(String json, String... parts) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void houseHasItsEntities() throws IOException {
    try (InputStream in = EntityConfig.class.getResourceAsStream("/broker/config.json")) {
      byte[] json = Objects.requireNonNull(in).readAllBytes();
      Namespace namespace = read(new String(json, StandardCharsets.UTF_8));

      QueueSettings inbound = namespace.queue("fraud-cases-inbound").settings();
      assertThat(inbound.maxDeliveryCount()).isEqualTo(10);
      assertThat(inbound.deadLettersExpired()).isTrue();
      assertThat(inbound.duplicateWindow()).isNull();
      assertThat(namespace.queue("retraining-trigger").settings().duplicateWindow())
          .isEqualTo(Duration.ofDays(1));
      assertThat(namespace.rules("fraud-cases-topic/subscriptions/high-risk").all())
          .extracting(Rule::name)
          .containsExactly("route");
      assertThat(namespace.rules("alerts-topic/subscriptions/all").all())
          .extracting(Rule::name)
          .containsExactly("$Default");
      assertThat(namespace.queue("alerts-topic/subscriptions/all").settings().timeToLive())
          .isEqualTo(Duration.ofMinutes(10));
      EventHub hub = Objects.requireNonNull(namespace.hub("model-feedback"));
      assertThat(hub.partitions()).hasSize(2);
      assertThat(hub.knows("learning")).isTrue();
      assertThat(hub.knows("$default")).isTrue();
    }
  }

  @Test
  void endlessLifeIsNoLimit() {
    String endless = "\"DefaultMessageTimeToLive\": \"P10675199DT2H48M5.4775807S\"";

    assertThat(read(config(queue("q", endless))).queue("q").settings().timeToLive()).isNull();
  }

  @Test
  void unknownPropertiesAreNoneOfItsBusiness() {
    assertThat(read(config(queue("q", "\"Colour\": \"blue\""))).find("q")).isNotNull();
  }

  @Test
  void shorterLifeOfTopicAndSubscriptionCounts() {
    String ttl = "\"DefaultMessageTimeToLive\": \"%s\"";
    Namespace namespace =
        read(
            config(
                topic(
                    "t",
                    ttl.formatted("PT1H"),
                    subscription("longer", ttl.formatted("PT2H")),
                    subscription("shorter", ttl.formatted("PT1M")))));

    assertThat(namespace.queue("t/subscriptions/longer").settings().timeToLive())
        .isEqualTo(Duration.ofHours(1));
    assertThat(namespace.queue("t/subscriptions/shorter").settings().timeToLive())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void nonsenseIsRefusedWithTheNameOfEntityAndProperty() {
    assertRefused("{", "no valid JSON");
    assertRefused("{}", "no entities");
    assertRefused(config(queue("q", "\"LockDuration\": \"-PT1M\"")), "LockDuration of queue q");
    assertRefused(config(queue("q", "\"LockDuration\": \"soon\"")), "LockDuration of queue q");
    assertRefused(config(queue("q", "\"MaxDeliveryCount\": 0")), "MaxDeliveryCount of queue q");
    assertRefused(
        config(queue("q", "\"RequiresSession\": \"maybe\"")), "RequiresSession of queue q");
    assertRefused(config(queue("q"), queue("Q")), "two entities", "rename the queue");
    assertRefused(config(queue("bad name")), "\"bad name\" is no name for a queue");
    assertRefused(config(queue("q", "\"ForwardTo\": \"nowhere\"")), "ForwardTo of q", "nowhere");
    assertRefused(
        config(queue("a", "\"ForwardTo\": \"b\""), queue("b", "\"ForwardTo\": \"a\"")), "circle");
    assertRefused(
        config(topic("t", "", subscription("s", "", sqlRule("r", "route =")))),
        "rule \"r\" of subscription t/subscriptions/s",
        "route =");
    assertRefused(
        config(topic("t", "", subscription("s", "", sqlRule("r", "1=1"), sqlRule("r", "1=0")))),
        "two rules of the same name");
    assertRefused(
        config("H{\"Name\": \"h\", \"PartitionCount\": \"many\"}"),
        "PartitionCount of event hub h");
    assertRefused(
        config(
            topic(
                "t",
                "",
                subscription(
                    "s",
                    "",
                    "{\"Name\": \"r\", \"Properties\": {\"Action\": {\"SqlExpression\": \"SET a=1\"}}}"))),
        "Action of rule \"r\"",
        "not supported");
  }
}
