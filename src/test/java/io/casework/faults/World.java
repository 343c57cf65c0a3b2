package io.casework.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.casework.TestEvents;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is outside: a producer that repeats what it is not sure of, and analysts who decide. It
 * remembers what it was promised.
 */
final class World {

  /** What becomes of an event, by the routing rules as a stranger reads them. */
  enum Fate {
    HIGH("high-risk"),
    MEDIUM("medium-risk"),
    KYC("kyc-review"),
    MERCHANT("merchant-escalation"),
    CLEARED(""),
    SIGNAL(""),
    POISON("");

    final String route;

    Fate(String route) {
      this.route = route;
    }
  }

  /** What the bus has accepted: event id, or the message id of a poisonous one. */
  final Map<String, Fate> accepted = new ConcurrentHashMap<>();

  /** Cases whose decision was answered with 200. */
  final Set<String> decided = ConcurrentHashMap.newKeySet();

  /** Cases for which a decision was tried whose answer was lost. */
  final Set<String> perhapsDecided = ConcurrentHashMap.newKeySet();

  private final Set<String> orders = ConcurrentHashMap.newKeySet();
  private final Deque<Letter> unsent = new ArrayDeque<>();
  private final Installation installation;
  private final History history;
  private final Random random;

  World(Installation installation, History history, Random random) {
    this.installation = installation;
    this.history = history;
    this.random = random;
  }

  /** Writes that many events of all kinds; they are sent by {@link #send}. */
  void write(int events) {
    for (int i = 0; i < events; i++) {
      var id = new UUID(random.nextLong(), random.nextLong()).toString();
      var draw = random.nextInt(100);
      if (draw < 5) {
        put(new Letter(id, Fate.POISON, "{\"id\":\"" + id + "\",\"score\":"));
      } else if (draw < 15) {
        put(new Letter(id, Fate.CLEARED, TestEvents.unsuspicious(id)));
      } else if (draw < 30) {
        put(new Letter(id, Fate.KYC, TestEvents.kyc(id)));
      } else if (draw < 40) {
        put(new Letter(id, Fate.MERCHANT, TestEvents.merchantEscalation(id)));
      } else if (draw < 65) {
        put(new Letter(id, Fate.MEDIUM, TestEvents.mediumRisk(id)));
      } else if (draw < 70) {
        // Due at once: its clock has run out before anybody looks.
        put(
            new Letter(
                id,
                Fate.HIGH,
                TestEvents.dueAt(TestEvents.highRisk(id), Instant.now().plusSeconds(2))));
      } else {
        put(new Letter(id, Fate.HIGH, TestEvents.highRisk(id)));
      }
    }
  }

  private synchronized void put(Letter letter) {
    unsent.add(letter);
    if (letter.fate() != Fate.POISON && random.nextInt(10) == 0) {
      unsent.add(letter); // the same event twice, in two messages
    }
  }

  /**
   * Sends what is written, and again what was not accepted for sure; false if something is left.
   */
  boolean send() {
    try (var sender = sender()) {
      for (var letter = next(); letter != null; letter = next()) {
        history.add("send", letter.id(), "invoked");
        try {
          sender.sendMessage(
              new ServiceBusMessage(BinaryData.fromBytes(letter.body().getBytes(UTF_8)))
                  .setMessageId(UUID.randomUUID().toString()));
        } catch (RuntimeException e) {
          history.add("send", letter.id(), "unknown");
          return false;
        }
        accepted.put(letter.id(), letter.fate());
        history.add("send", letter.id(), "ok");
        sent();
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private synchronized Letter next() {
    return unsent.peek();
  }

  private synchronized void sent() {
    unsent.remove();
  }

  synchronized int unsent() {
    return unsent.size();
  }

  private ServiceBusSenderClient sender() {
    return new ServiceBusClientBuilder()
        .connectionString(installation.busConnection())
        .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(4)))
        .sender()
        .queueName("fraud-cases-inbound")
        .buildClient();
  }

  /** Analysts decide some of what is in review; returns how many said so. */
  int decide(int atMost) throws InterruptedException {
    var done = 0;
    try {
      var node = installation.anyNode();
      var open = node.get("lead-1", "/api/v1/cases?status=in_review&size=100").json().path("items");
      for (var each : open) {
        if (done >= atMost) {
          break;
        }
        var id = each.path("case_id").asText();
        var assignee = each.path("assignee").asText("");
        if (assignee.isEmpty()) {
          if (node.call("lead-1", "POST", "/api/v1/cases/" + id + "/claim", "").status() != 200) {
            continue;
          }
          assignee = "lead-1";
        }
        done += decide(node, id, assignee) ? 1 : 0;
      }
    } catch (IOException e) {
      // the node is gone; whatever was asked of it is unknown
    }
    return done;
  }

  private boolean decide(FaultNode node, String id, String assignee)
      throws IOException, InterruptedException {
    history.add("decide", id, "invoked");
    try {
      var status =
          node.call(
                  assignee,
                  "POST",
                  "/api/v1/cases/" + id + "/resolution",
                  random.nextBoolean()
                      ? "{\"decision\":\"legit\",\"reason_code\":\"travel\",\"note\":\"called\"}"
                      : "{\"decision\":\"confirm_fraud\",\"reason_code\":\"stolen_card\",\"note\":\"sure\"}")
              .status();
      if (status == 200) {
        decided.add(id);
        history.add("decide", id, "ok");
        return true;
      }
      if (status >= 500) {
        perhapsDecided.add(id);
      }
      history.add("decide", id, status >= 500 ? "unknown" : "failed");
      return false;
    } catch (IOException e) {
      perhapsDecided.add(id);
      history.add("decide", id, "unknown");
      throw e;
    }
  }

  /**
   * A raw signal on which an account must be locked; the sender repeats it until it is answered.
   */
  void signal() throws InterruptedException {
    var event = "signal-" + new UUID(random.nextLong(), random.nextLong());
    var body =
        """
        {"event_id":"%s","event_type":"transaction_fraud_detected","source_system":"s",
         "customer_id":"%s","metadata":{"risk_score":99}}
        """
            .formatted(event, event);
    for (int turn = 0; turn < 20; turn++) {
      history.add("signal", event, "invoked");
      try {
        var node = installation.anyNode();
        if (node.call("decision-service", "POST", "/event", body).status() == 200) {
          history.add("signal", event, "ok");
          orders.add(event);
          var line = node.get("ops-1", "/api/v1/actions?customer_id=" + event).json().path(0);
          accepted.put(line.path("case_id").asText(), Fate.SIGNAL);
          return;
        }
      } catch (IOException e) {
        history.add("signal", event, "unknown");
      }
      Thread.sleep(500);
    }
    history.add("signal", event, "failed");
  }

  /** Signals that were answered: in the end each has its lines in the execution log. */
  Set<String> orders() {
    return Set.copyOf(orders);
  }

  private record Letter(String id, Fate fate, String body) {}
}
