package io.casework.broker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entities from JSON in the format of Microsoft's emulators.
 *
 * <p>Properties it does not know are none of its business; values that make no sense stop the start
 * with the name of the entity and the property.
 */
final class EntityConfig {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

  private final Namespace namespace;
  private final Set<String> names = new HashSet<>();
  private final List<String> forwards = new ArrayList<>();

  private EntityConfig(Namespace namespace) {
    this.namespace = namespace;
  }

  static void addTo(Namespace namespace, String json) {
    JsonNode config;
    try {
      config = JSON.readTree(json).path("UserConfig");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the entities of the broker are no valid JSON: " + e.getMessage(), e);
    }
    new EntityConfig(namespace).read(config);
  }

  private void read(JsonNode config) {
    for (JsonNode node : config.path("Namespaces")) {
      node.path("Queues").forEach(this::readQueue);
      node.path("Topics").forEach(this::readTopic);
    }
    for (JsonNode node : config.path("NamespaceConfig")) {
      node.path("Entities").forEach(this::readHub);
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "the broker has no entities; name some under UserConfig.Namespaces or"
              + " UserConfig.NamespaceConfig");
    }
    new Forwarding(namespace).check(forwards);
  }

  private void readQueue(JsonNode node) {
    String name = nameOf(node, "queue", "");
    ConfigNode properties = new ConfigNode("queue " + name, node.path("Properties"));
    QueueSettings settings = settings(properties, null, true);
    namespace.addQueue(name, settings);
    forwards.add(name);
  }

  private void readTopic(JsonNode node) {
    String name = nameOf(node, "topic", "");
    ConfigNode properties = new ConfigNode("topic " + name, node.path("Properties"));
    TopicEntity topic =
        new TopicEntity(Namespace.key(name), duplicateWindow(properties), namespace);
    namespace.add(topic);
    Duration limit = properties.duration("DefaultMessageTimeToLive", null);
    for (JsonNode subscription : node.path("Subscriptions")) {
      readSubscription(topic, name, subscription, limit);
    }
  }

  private void readSubscription(
      TopicEntity topic, String topicName, JsonNode node, @Nullable Duration limit) {
    String path =
        topicName + "/subscriptions/" + nameOf(node, "subscription", topicName + "/subscriptions/");
    ConfigNode properties = new ConfigNode("subscription " + path, node.path("Properties"));
    QueueEntity queue = namespace.addQueue(path, settings(properties, limit, false));
    List<Rule> rules = new ArrayList<>();
    for (JsonNode rule : node.path("Rules")) {
      rules.add(RuleConfig.read("subscription " + path, rule));
    }
    if (rules.stream().map(Rule::name).distinct().count() < rules.size()) {
      throw new IllegalArgumentException(
          "subscription " + path + " has two rules of the same name");
    }
    Rules all = new Rules(queue.path(), rules);
    namespace.add(all);
    topic.add(new Subscription(queue, all));
    forwards.add(path);
  }

  private void readHub(JsonNode node) {
    String name = nameOf(node, "event hub", "");
    ConfigNode properties = new ConfigNode("event hub " + name, node);
    Set<String> groups = new HashSet<>(Set.of("$Default"));
    for (JsonNode group : node.path("ConsumerGroups")) {
      if (!groups.add(group.path("Name").asText())) {
        throw new IllegalArgumentException(
            "event hub " + name + " has two consumer groups " + group.path("Name").asText());
      }
    }
    Duration week = Duration.ofDays(7);
    Duration retention = properties.duration("MessageRetention", week);
    namespace.addHub(
        new HubSettings(
            name,
            properties.number("PartitionCount", 1, 1, 32),
            groups,
            retention == null ? week : retention,
            (long) properties.number("MaxSizeInMegabytes", 64, 1, 10_240) << 20));
  }

  private QueueSettings settings(
      ConfigNode properties, @Nullable Duration topicLimit, boolean detectsDuplicates) {
    QueueSettings usual = QueueSettings.DEFAULTS;
    Duration own = properties.duration("DefaultMessageTimeToLive", null);
    boolean topicIsStricter = own == null || (topicLimit != null && topicLimit.compareTo(own) < 0);
    Duration lock = properties.duration("LockDuration", usual.lockDuration());
    return new QueueSettings(
        lock == null ? usual.lockDuration() : lock,
        properties.number("MaxDeliveryCount", usual.maxDeliveryCount(), 1, 2_000),
        topicIsStricter ? topicLimit : own,
        properties.flag("DeadLetteringOnMessageExpiration"),
        properties.flag("RequiresSession"),
        detectsDuplicates ? duplicateWindow(properties) : null,
        properties.text("ForwardTo"),
        properties.text("ForwardDeadLetteredMessagesTo"));
  }

  private static @Nullable Duration duplicateWindow(ConfigNode properties) {
    Duration window =
        properties.duration("DuplicateDetectionHistoryTimeWindow", Duration.ofMinutes(10));
    return properties.flag("RequiresDuplicateDetection") ? window : null;
  }

  private String nameOf(JsonNode node, String kind, String prefix) {
    String name = node.path("Name").asText("");
    if (!name.matches("[A-Za-z0-9][\\w.-]*(/[\\w.-]+)*") || name.length() > 260) {
      throw new IllegalArgumentException("\"" + name + "\" is no name for a " + kind);
    }
    if (!names.add(Namespace.key(prefix + name))) {
      throw new IllegalArgumentException(
          "there are two entities of the name " + prefix + name + "; rename the " + kind);
    }
    return name;
  }
}
