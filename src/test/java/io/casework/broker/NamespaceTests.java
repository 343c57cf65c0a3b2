package io.casework.broker;

import static io.casework.broker.TestBus.hub;
import static io.casework.broker.TestBus.queue;
import static io.casework.broker.TestBus.subscription;
import static io.casework.broker.TestBus.topic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the entities hold is the same before and after a restart, whatever was in between. */
class NamespaceTests {

  private static final String[] ENTITIES = {
    queue("q", "\"RequiresDuplicateDetection\": true"),
    queue("sessions", "\"RequiresSession\": true"),
    topic("t", "", subscription("s", "")),
    hub("h", 2)
  };

  @TempDir Path directory;

  private final MessageCodec codec = new MessageCodec();
  private DataDirectory data;
  private Journal journal;
  private Namespace namespace;

  private void start(String... entities) {
    data = DataDirectory.open(directory);
    // so small that it is compacted as soon as anything has happened twice
    JournalLimits limits = new JournalLimits(2_000, 1, false);
    journal = new Journal(data, new FileDisk(), new JournalCodec(codec), limits);
    namespace = new Namespace(new BrokerClock(), codec, new FaultPlan(), journal, Long.MAX_VALUE);
    EntityConfig.addTo(namespace, TestBus.config(entities));
    namespace.restore();
  }

  @AfterEach
  void stop() throws IOException {
    journal.close();
    data.close();
  }

  private void restart(String... entities) throws IOException {
    stop();
    start(entities);
  }

  private MessageContent message(String id, Map<Symbol, Object> annotations) {
    Message message = Proton.message();
    message.setMessageId(id);
    message.setGroupId("session");
    message.setMessageAnnotations(new MessageAnnotations(annotations));
    message.setBody(new Data(new Binary(("body of " + id).getBytes(StandardCharsets.UTF_8))));
    byte[] wire = new byte[1024];
    return codec.read(Arrays.copyOf(wire, message.encode(wire, 0, wire.length)));
  }

  private void send(String to, String id) {
    send(to, message(id, new HashMap<>()));
  }

  private void send(String to, MessageContent message) {
    Plan plan = new Plan(namespace.now());
    namespace.destination(to).accept(message, plan);
    namespace.record(plan.changes());
  }

  private UUID lockFirst(String queue) {
    QueueEntity entity = namespace.queue(queue);
    StoredMessage message = entity.shelf().ready().pollFirstEntry().getValue();
    entity.settlement().lock(message);
    return message.lockToken();
  }

  private List<String> state() {
    List<String> state = new ArrayList<>();
    namespace.snapshot(change -> state.add(describe(change)));
    return state;
  }

  private static String describe(Change change) {
    if (change instanceof Change.Stored stored) {
      return "%s %d/%d %s %s x%d from %s: %s %s"
          .formatted(
              stored.entity(),
              stored.sequence(),
              stored.originalSequence(),
              stored.enqueuedAt(),
              stored.state(),
              stored.deliveryCount(),
              stored.deadLetterSource(),
              stored.content().messageId(),
              new TreeMap<>(stored.content().applicationProperties()));
    }
    if (change instanceof Change.EventAppended event) {
      return event.entity() + event.sequence() + event.enqueuedAt() + event.content().messageId();
    }
    if (change instanceof Change.SessionNoted noted) {
      return noted.entity() + noted.sessionId() + Arrays.toString(noted.state());
    }
    if (change instanceof Change.RuleAdded added) {
      RuleFilter filter = added.rule().filter();
      return added.rule().name()
          + (filter instanceof CorrelationFilter wanted
              ? wanted.system() + "" + new TreeMap<>(wanted.user())
              : ((SqlFilter) filter).expression());
    }
    return change.toString();
  }

  private void doAllThatCanBeDone() {
    for (String id : List.of("complete", "defer", "bury", "abandon", "stay", "stay")) {
      send("q", id);
    }
    Settlement settlement = namespace.queue("q").settlement();
    settlement.complete(lockFirst("q"));
    settlement.defer(lockFirst("q"), Map.of("why", "later"));
    settlement.deadLetter(lockFirst("q"), new Cause("BROKEN", "no score", Map.of("n", 1)));
    settlement.abandon(lockFirst("q"), Map.of("attempt", 1));
    settlement.release(lockFirst("q"));
    Date later = Date.from(namespace.now().plusSeconds(3_600));
    send("q", message("scheduled", Map.of(Annotations.SCHEDULED_FOR, later)));
    send("t", message("scheduled", Map.of(Annotations.SCHEDULED_FOR, later)));
    send("t", "routed");
    send("sessions", "in-session");
    namespace.record(new Change.SessionNoted("sessions", "session", new byte[] {1, 2}));
    Rules rules = namespace.rules("t/subscriptions/s");
    Instant now = namespace.now();
    namespace.record(rules.removing("$Default"));
    namespace.record(rules.adding("sql", new SqlFilter("a = 1"), now));
    namespace.record(
        rules.adding(
            "correlation",
            new CorrelationFilter(
                Map.of("label", "x"), Map.of("b", true, "l", 1L, "d", 0.5d, "s", "y")),
            now));
    EventHub hub = Objects.requireNonNull(namespace.hub("h"));
    namespace.record(hub.appending(List.of(message("e0", Map.of())), "1", now));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stateIsTheSameAfterARestart(boolean compacted) throws IOException {
    start(ENTITIES);
    doAllThatCanBeDone();
    if (compacted) {
      namespace.tick();
    }
    List<String> before = state();

    restart(ENTITIES);

    assertThat(state()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(before).hasSizeGreaterThan(20);
    assertThat(namespace.counts("q")).isEqualTo(new EntityCounts(2, 0, 1, 1, 1, 0));
    assertThat(namespace.counts("sessions").active()).isEqualTo(1);
    assertThat(namespace.counts("t/subscriptions/s").active()).isEqualTo(1);
    assertThat(namespace.counts("h").active()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deliveryThatWasUnderWayCountsAfterARestart(boolean compacted) throws IOException {
    start(ENTITIES);
    send("q", "m");
    lockFirst("q");
    journal.commit();
    if (compacted) {
      send("q", "other");
      namespace.tick();
    }

    restart(ENTITIES);

    assertThat(namespace.queue("q").shelf().messages().firstEntry().getValue().deliveryCount())
        .isEqualTo(1);
  }

  @Test
  void numbersAreNeverGivenTwice() throws IOException {
    start(ENTITIES);
    send("q", "first");
    namespace.queue("q").settlement().complete(lockFirst("q"));
    namespace.tick();

    restart(ENTITIES);
    send("q", "second");

    assertThat(namespace.queue("q").shelf().messages().firstKey()).isEqualTo(2);
  }

  @Test
  void messagesOfAnEntityThatIsNotConfiguredAreKept() throws IOException {
    start(ENTITIES);
    doAllThatCanBeDone();
    List<String> before = state();

    restart(queue("q", "\"RequiresDuplicateDetection\": true"));
    namespace.tick();
    restart(ENTITIES);

    assertThat(state()).containsExactlyInAnyOrderElementsOf(before);
  }
}
