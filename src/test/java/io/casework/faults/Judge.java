package io.casework.faults;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.models.SubQueue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseEvent;
import io.casework.core.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what the world was promised against what there is, when all is quiet. */
final class Judge {

  private static final int PAGE = 200;

  private final Installation installation;
  private final World world;
  private final List<String> examples = new ArrayList<>();
  private int lost;
  private int doubled;
  private int unexpected;

  Judge(Installation installation, World world) {
    this.installation = installation;
    this.world = world;
  }

  Verdict judge() throws IOException, InterruptedException {
    var cases = cases();
    world.accepted.forEach((id, fate) -> judge(id, fate, cases.get(id)));
    cases.keySet().stream()
        .filter(id -> !world.accepted.containsKey(id))
        .forEach(id -> unexpected("case nobody sent", id));
    var opened = facts("case_opened", "");
    var routed = facts("case_routed", "");
    var assigned = facts("case_assigned", CaseEvent.SYSTEM);
    var resolved = facts("case_resolved", "");
    var cleared = facts("case_auto_cleared", "");
    cases.forEach(
        (id, found) -> {
          once("opened", id, opened, 1);
          var clear = cleared.getOrDefault(id, 0) > 0;
          once("cleared", id, cleared, clear ? 1 : 0);
          once("routed", id, routed, clear ? 0 : 1);
          once("review", id, assigned, clear ? 0 : 1);
          var mustBe = world.decided.contains(id) ? 1 : 0;
          var mayBe = world.perhapsDecided.contains(id) ? 1 : mustBe;
          var times = resolved.getOrDefault(id, 0);
          if (times < mustBe) {
            lost("decision", id);
          } else if (times > mayBe) {
            doubled("decision", id);
          }
        });
    judgeLabels(resolved.keySet(), cleared.keySet());
    judgeDeadLetters();
    judgeNotices();
    judgeBundles(resolved.keySet());
    askTheOracle();
    var unknown = world.unsent();
    return new Verdict(lost, doubled, unexpected, unknown, List.copyOf(examples));
  }

  /**
   * Orders to other systems: each was heard, and none more often than it was tried.
   *
   * @param heard by idempotency key
   */
  Verdict judgeOrders(Map<String, Integer> heard) throws IOException, InterruptedException {
    for (var event : world.orders()) {
      var path = "/api/v1/actions?customer_id=" + event;
      for (var order : installation.anyNode().get("ops-1", path).json()) {
        if (order.path("action").asText().equals("freeze_account")) {
          var times = heard.getOrDefault(order.path("action_key").asText(), 0);
          if (times == 0 && !order.path("done_at").isNull()
              || order.path("state").asText().equals("failed")) {
            lost("order " + order.path("state"), event);
          } else if (times > order.path("attempts").asInt()) {
            doubled("order heard " + times + " times", event);
          }
        }
      }
    }
    return new Verdict(lost, doubled, unexpected, world.unsent(), List.copyOf(examples));
  }

  /** Events that were accepted and are not yet where they belong. */
  Set<String> unsettled(Set<String> ids) throws IOException, InterruptedException {
    var left = new HashSet<String>();
    for (var id : ids) {
      if (world.accepted.get(id) != World.Fate.POISON) {
        var found = installation.anyNode().get("auditor-1", "/api/v1/cases/" + id);
        if (found.status() != 200 || !settled(found.json())) {
          left.add(id);
        }
      }
    }
    return left;
  }

  private static boolean settled(JsonNode found) {
    return found.path("status").asText().equals("closed")
        || found.path("version").asInt() >= 3 && !found.path("route").isNull();
  }

  /** What the installation says of itself, with the definitions that operation uses. */
  private void askTheOracle() throws IOException, InterruptedException {
    var answer = installation.anyNode().get("ops-1", "/api/v1/ops/invariants");
    if (answer.status() != 200) {
      unexpected("the oracle answers " + answer.status(), "all");
    }
    for (var invariant : answer.json().path("invariants")) {
      if (invariant.path("breaches").asLong(1) > 0) {
        unexpected("invariant broken", invariant.path("id") + " " + invariant.path("examples"));
      }
    }
  }

  private void judge(String id, World.Fate fate, JsonNode found) {
    if (fate == World.Fate.POISON) {
      if (found != null) {
        unexpected("case of a poisonous message", id);
      }
    } else if (found == null) {
      lost("event", id);
    } else if (!settled(found)) {
      lost("event got stuck as " + found.path("status"), id);
    } else if (!fate.route.isEmpty() && !found.path("route").asText().equals(fate.route)) {
      unexpected("route " + found.path("route"), id);
    }
  }

  private void once(String what, String id, Map<String, Integer> found, int expected) {
    var times = found.getOrDefault(id, 0);
    if (times < expected) {
      lost(what, id);
    } else if (times > expected) {
      doubled(what + " " + times + " times", id);
    }
  }

  private Map<String, JsonNode> cases() throws IOException, InterruptedException {
    var all = new HashMap<String, JsonNode>();
    for (int page = 0; ; page++) {
      var items =
          installation
              .anyNode()
              .get(
                  "auditor-1",
                  "/api/v1/cases?sort=received_at&size=%d&page=%d".formatted(PAGE, page))
              .json()
              .path("items");
      items.forEach(item -> all.put(item.path("case_id").asText(), item));
      if (items.size() < PAGE) {
        return all;
      }
    }
  }

  private Map<String, Integer> facts(String kind, String actor)
      throws IOException, InterruptedException {
    var found = new HashMap<String, Integer>();
    for (long after = 0; ; ) {
      var page =
          installation
              .anyNode()
              .get(
                  "auditor-1",
                  "/api/v1/audit?order=oldest&limit=%d&action=%s&after=%d"
                      .formatted(PAGE, kind, after))
              .json();
      for (var entry : page) {
        after = entry.path("seq").asLong();
        if (actor.isEmpty() || entry.path("actor").asText().equals(actor)) {
          found.merge(entry.path("case_id").asText(), 1, Integer::sum);
        }
      }
      if (page.size() < PAGE) {
        return found;
      }
    }
  }

  // A repeat on the hub is no second label: receivers drop it by its feedback_id.
  private void judgeLabels(Set<String> resolved, Set<String> cleared) {
    var expected = new HashSet<String>();
    resolved.forEach(id -> expected.add(id + ":1"));
    cleared.forEach(id -> expected.add(id + ":0"));
    var heard = labels();
    expected.stream()
        .filter(label -> !heard.containsKey(label))
        .forEach(label -> lost("label", label));
    heard.forEach(
        (label, bodies) -> {
          if (!expected.contains(label)) {
            unexpected("label", label);
          } else if (bodies.size() > 1) {
            doubled("label with two contents", label);
          }
        });
  }

  private Map<String, Set<String>> labels() {
    var heard = new HashMap<String, Set<String>>();
    try (var consumer =
        new EventHubClientBuilder()
            .connectionString(installation.busConnection())
            .eventHubName("model-feedback")
            .consumerGroup("$Default")
            .buildConsumerClient()) {
      for (var partition : consumer.getPartitionIds()) {
        var position = EventPosition.earliest();
        var end = consumer.getPartitionProperties(partition);
        if (end.isEmpty()) {
          continue;
        }
        for (long at = -1; at < end.getLastEnqueuedSequenceNumber(); ) {
          for (var event :
              consumer.receiveFromPartition(partition, 500, position, Duration.ofSeconds(3))) {
            var data = event.getData();
            at = data.getSequenceNumber();
            heard
                .computeIfAbsent(
                    String.valueOf(data.getProperties().get("feedback_id")),
                    first -> new HashSet<>())
                .add(data.getBodyAsString());
          }
          position = EventPosition.fromSequenceNumber(at, false);
        }
      }
    }
    return heard;
  }

  private void judgeDeadLetters() {
    var poison = new HashSet<String>();
    world.accepted.forEach(
        (id, fate) -> {
          if (fate == World.Fate.POISON) {
            poison.add(id);
          }
        });
    var found = new HashMap<String, Integer>();
    for (var message : deadLetters(null)) {
      var body = message.getBody().toString();
      var id = body.length() > 44 ? body.substring(7, 43) : body;
      found.merge(id, 1, Integer::sum);
      if (!poison.contains(id)) {
        lost("dead-lettered as " + message.getDeadLetterReason(), id);
      }
    }
    poison.stream().filter(id -> !found.containsKey(id)).forEach(id -> lost("dead letter", id));
    for (var route : Route.values()) {
      deadLetters(route.toString())
          .forEach(
              message ->
                  lost(
                      "dead-lettered on " + route + " as " + message.getDeadLetterReason(),
                      String.valueOf(message.getMessageId())));
    }
  }

  private List<ServiceBusReceivedMessage> deadLetters(String subscription) {
    var builder =
        new ServiceBusClientBuilder().connectionString(installation.busConnection()).receiver();
    var entity =
        subscription == null
            ? builder.queueName("fraud-cases-inbound")
            : builder.topicName("fraud-cases-topic").subscriptionName(subscription);
    var all = new ArrayList<ServiceBusReceivedMessage>();
    try (var receiver = entity.subQueue(SubQueue.DEAD_LETTER_QUEUE).buildClient()) {
      for (long next = 0; ; ) {
        var some = receiver.peekMessages(250, next).stream().toList();
        if (some.isEmpty()) {
          return all;
        }
        all.addAll(some);
        next = some.get(some.size() - 1).getSequenceNumber() + 1;
      }
    }
  }

  /** At most three of each, whatever happened. */
  private void judgeNotices() throws IOException {
    var file = installation.data().resolve("notifications/dry-run.jsonl");
    if (!Files.exists(file)) {
      return;
    }
    var json = new ObjectMapper();
    var heard = new HashMap<String, Integer>();
    for (var line : Files.readAllLines(file)) {
      try {
        var notice = json.readTree(line);
        heard.merge(
            notice.path("key").asText(line) + " " + notice.path("destination").asText(),
            1,
            Integer::sum);
      } catch (IOException e) {
        unexpected("torn line of a notification", line.substring(0, Math.min(60, line.length())));
      }
    }
    heard.forEach(
        (key, times) -> {
          if (times > 3) {
            doubled("notification " + times + " times", key);
          }
        });
  }

  private void judgeBundles(Set<String> resolved) throws IOException, InterruptedException {
    for (var id : resolved) {
      var bundles =
          installation.anyNode().get("auditor-1", "/api/v1/cases/" + id + "/bundles").json();
      var sealed = 0;
      for (var bundle : bundles) {
        if (bundle.path("reason").asText().equals("closing")
            && bundle.path("state").asText().equals("sealed")) {
          sealed++;
        }
      }
      if (sealed == 0) {
        lost("bundle " + bundles, id);
      } else if (sealed > 1) {
        doubled("bundle", id);
      }
    }
  }

  private void lost(String what, String which) {
    lost++;
    example("lost: " + what, which);
  }

  private void doubled(String what, String which) {
    doubled++;
    example("doubled: " + what, which);
  }

  private void unexpected(String what, String which) {
    unexpected++;
    example("unexpected: " + what, which);
  }

  private void example(String what, String which) {
    if (examples.size() < 20) {
      examples.add(what + " " + which);
    }
  }
}
