package io.casework.broker;

import static io.casework.broker.TestBus.one;
import static io.casework.broker.TestBus.queue;
import static io.casework.broker.TestBus.sqlRule;
import static io.casework.broker.TestBus.subscription;
import static io.casework.broker.TestBus.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusRuleManagerClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleAction;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicContractTests {

  @TempDir static Path directory;
  static TestBus bus;

  @BeforeAll
  static void start() {
    bus =
        TestBus.start(
            directory,
            topic(
                "routes",
                "",
                subscription("high", "", sqlRule("r", "route = 'high' AND score >= 800")),
                subscription(
                    "wire",
                    "",
                    """
                    {"Name": "r", "Properties": {"FilterType": "Correlation",
                     "CorrelationFilter": {"Label": "case", "Properties": {"type": "WIRE"}}}}"""),
                subscription("all", "")),
            topic(
                "unique",
                "\"RequiresDuplicateDetection\": true",
                subscription("all", ""),
                subscription("again", "")),
            topic("later", "", subscription("all", "")),
            topic("ruled", "", subscription("s", "", sqlRule("first", "score > 10"))),
            topic("forwarding", "", subscription("s", "\"ForwardTo\": \"target\"")),
            topic("sessions", "", subscription("s", "\"RequiresSession\": true")),
            topic("brief", "\"DefaultMessageTimeToLive\": \"PT10S\"", subscription("s", "")),
            queue("target"));
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  private static ServiceBusSenderClient sender(String topic) {
    return bus.closing(bus.client().sender().topicName(topic).buildClient());
  }

  private static ServiceBusMessage message(String label, String type, String route, int score) {
    ServiceBusMessage message = new ServiceBusMessage(type).setSubject(label);
    message.getApplicationProperties().put("type", type);
    message.getApplicationProperties().put("route", route);
    message.getApplicationProperties().put("score", score);
    return message;
  }

  private static CreateRuleOptions sql(String expression) {
    return new CreateRuleOptions(new SqlRuleFilter(expression));
  }

  private static int active(String topic, String subscription) {
    return bus.counts(topic + "/subscriptions/" + subscription).active();
  }

  @Test
  void subscriptionsGetWhatTheirFiltersWant() {
    sender("routes")
        .sendMessages(
            List.of(
                message("case", "CARD", "high", 812),
                message("case", "WIRE", "high", 700),
                message("alert", "WIRE", "low", 900)));

    assertThat(active("routes", "high")).isEqualTo(1);
    assertThat(active("routes", "wire")).isEqualTo(1);
    assertThat(active("routes", "all")).isEqualTo(3);
    assertThat(one(bus.subscriptionReceiver("routes", "high")).getBody().toString())
        .isEqualTo("CARD");
  }

  @Test
  void repeatedMessageIdReachesNoSubscriptionTwice() {
    ServiceBusSenderClient sender = sender("unique");

    sender.sendMessage(new ServiceBusMessage("a").setMessageId("same"));
    sender.sendMessage(new ServiceBusMessage("b").setMessageId("same"));

    assertThat(active("unique", "all")).isEqualTo(1);
    assertThat(active("unique", "again")).isEqualTo(1);
  }

  @Test
  void scheduledMessageReachesSubscriptionsWhenItIsDue() {
    ServiceBusSenderClient sender = sender("later");
    OffsetDateTime inAMinute = OffsetDateTime.now().plusMinutes(1);

    sender.scheduleMessage(new ServiceBusMessage("kept"), inAMinute);
    long cancelled = sender.scheduleMessage(new ServiceBusMessage("cancelled"), inAMinute);
    sender.cancelScheduledMessage(cancelled);
    int before = active("later", "all");
    bus.faults().advanceClock(Duration.ofMinutes(2));

    assertThat(before).isZero();
    assertThat(active("later", "all")).isEqualTo(1);
  }

  @Test
  void rulesCanBeAddedListedAndRemoved() {
    ServiceBusRuleManagerClient rules =
        bus.closing(
            bus.client().ruleManager().topicName("ruled").subscriptionName("s").buildClient());

    rules.createRule("second", sql("sys.Label = 'urgent'"));
    rules.createRule(
        "third", new CreateRuleOptions(new CorrelationRuleFilter().setCorrelationId("c-1")));
    List<String> names = rules.listRules().stream().map(RuleProperties::getName).toList();
    sender("ruled").sendMessage(message("urgent", "CARD", "low", 1));
    rules.deleteRule("second");
    sender("ruled").sendMessage(message("urgent", "CARD", "low", 1));
    sender("ruled").sendMessage(message("calm", "CARD", "low", 1).setCorrelationId("c-1"));

    assertThat(names).containsExactly("first", "second", "third");
    assertThat(active("ruled", "s")).isEqualTo(2);
    assertThat(rules.listRules().stream().map(RuleProperties::getFilter))
        .hasSize(2)
        .anySatisfy(
            filter ->
                assertThat(filter)
                    .isInstanceOfSatisfying(
                        CorrelationRuleFilter.class,
                        correlation ->
                            assertThat(correlation.getCorrelationId()).isEqualTo("c-1")));
    assertThatThrownBy(() -> rules.createRule("first", sql("1=1")))
        .isInstanceOf(ServiceBusException.class);
    assertThatThrownBy(() -> rules.createRule("bad", sql("score >")))
        .isInstanceOf(ServiceBusException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(
            () -> rules.createRule("acting", sql("1=1").setAction(new SqlRuleAction("SET a = 1"))))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("not supported");
  }

  @Test
  void subscriptionForwardsToAQueue() {
    sender("forwarding").sendMessage(new ServiceBusMessage("f"));

    assertThat(one(bus.receiver("target")).getBody().toString()).isEqualTo("f");
  }

  @Test
  void messageWithoutSessionIsDeadLetteredBySubscriptionOfSessions() {
    sender("sessions").sendMessage(new ServiceBusMessage("lost"));
    sender("sessions").sendMessage(new ServiceBusMessage("found").setSessionId("s-1"));

    assertThat(bus.counts("sessions/subscriptions/s"))
        .isEqualTo(new EntityCounts(1, 0, 0, 0, 1, 0));
  }

  @Test
  void topicLimitsTheLifeOfItsMessages() {
    sender("brief").sendMessage(new ServiceBusMessage("b"));
    int before = active("brief", "s");

    bus.faults().advanceClock(Duration.ofSeconds(11));

    assertThat(before).isEqualTo(1);
    assertThat(active("brief", "s")).isZero();
  }
}
