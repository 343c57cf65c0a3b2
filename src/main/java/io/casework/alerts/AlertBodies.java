package io.casework.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Refused;
import io.casework.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bodies with alerts: one object, an array of them, or {@code {"alerts": [...]}}.
 *
 * <p>Fields are named by JSON pointer; of an array's objects, {@code /alerts/3/risk_score}.
 */
public final class AlertBodies {

  private static final String ALERTS = "alerts";

  private final StrictJson json;

  public AlertBodies(int maxBytes) {
    this.json = new StrictJson("/schema/alerts.v1.schema.json", maxBytes);
  }

  /**
   * Reads what can be read, and says what cannot.
   *
   * @throws io.casework.wire.Malformed when it is not strict JSON of that shape
   */
  public Bodies read(String source, byte[] body) {
    var said = json.parseAny(body);
    var tree = said.isArray() ? JsonNodeFactory.instance.objectNode().set(ALERTS, said) : said;
    json.check(tree);
    var alerts = new ArrayList<IncomingAlert>();
    var refused = new ArrayList<Wrong>();
    if (tree.has(ALERTS)) {
      for (int each = 0; each < tree.get(ALERTS).size(); each++) {
        read(source, tree.get(ALERTS).get(each), "/alerts/" + each, alerts, refused);
      }
    } else {
      read(source, tree, "", alerts, refused);
    }
    return new Bodies(alerts, refused);
  }

  private static void read(
      String source,
      JsonNode alert,
      String pointer,
      List<IncomingAlert> alerts,
      List<Wrong> refused) {
    try {
      alerts.add(AlertReader.read(source, (ObjectNode) alert));
    } catch (Refused e) {
      refused.add(new Wrong(pointer + e.field(), e.rule()));
    }
  }

  /** What came, and what of it could not be read. */
  public record Bodies(List<IncomingAlert> alerts, List<Wrong> refused) {}

  /**
   * @param field JSON pointer, or line and column of a table
   */
  public record Wrong(String field, String rule) {}
}
