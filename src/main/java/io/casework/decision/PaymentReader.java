package io.casework.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Refused;
import io.casework.core.ScoredEvent.Geo;
import io.casework.wire.IpAddress;
import io.casework.wire.Malformed;
import io.casework.wire.StrictJson;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bytes to a payment; two names for one field are accepted, never both. */
@Component
class PaymentReader {

  /** The largest body, in bytes. */
  static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_FRACTION = 4;

  private final StrictJson json = new StrictJson("/schema/payment.v1.schema.json", MAX_BYTES);
  private final Currencies currencies;

  PaymentReader(Currencies currencies) {
    this.currencies = currencies;
  }

  /**
   * @throws Malformed if the body is no such payment
   * @throws Refused if a value contradicts another, or the currency has no rate
   */
  Payment read(byte[] body) {
    var tree = json.parse(body);
    json.check(tree);
    var sender = either(tree, "sender_id", "user_id").asText();
    var receiver = either(tree, "receiver_id", "receiver").asText();
    var amountNode = either(tree, "amount", "amount_zar");
    var amountField = tree.has("amount") ? "/amount" : "/amount_zar";
    var amount = amountNode.decimalValue();
    if (amount.stripTrailingZeros().scale() > MAX_FRACTION) {
      throw Refused.field(amountField, "must have at most 4 digits after the point");
    }
    var currency = currency(tree);
    var ip = text(tree, "ip");
    if (ip != null && !IpAddress.isLiteral(ip)) {
      throw Refused.field("/ip", "must be an IPv4 or IPv6 literal");
    }
    return new Payment(
        sender,
        receiver,
        text(tree, "receiver_name"),
        amount,
        currency,
        currencies.toBase(amount, currency),
        text(tree, "channel"),
        text(tree, "merchant_category"),
        text(tree, "merchant_id"),
        text(tree, "device"),
        ip,
        tree.has("geo") ? json.bind(tree.get("geo"), Geo.class) : null,
        text(tree, "session_id"),
        tree.has("note") && !tree.get("note").asText().isBlank(),
        metadata(tree.path("metadata")),
        text(tree, "external_id"),
        text(tree, "trace_id"));
  }

  private static JsonNode either(JsonNode tree, String name, String otherName) {
    if (tree.has(name) && tree.has(otherName)) {
      throw Refused.field("/" + otherName, "is another name of " + name + ": give one of them");
    }
    if (!tree.has(name) && !tree.has(otherName)) {
      throw Refused.field("/" + name, "is required (also known as " + otherName + ")");
    }
    return tree.has(name) ? tree.get(name) : tree.get(otherName);
  }

  private static String currency(JsonNode tree) {
    var currency = text(tree, "currency");
    if (tree.has("amount_zar")) {
      if (currency != null && !currency.equals("ZAR")) {
        throw Refused.field("/currency", "must be ZAR or absent beside amount_zar");
      }
      return "ZAR";
    }
    if (currency == null) {
      throw Refused.field("/currency", "is required");
    }
    return currency;
  }

  private static @Nullable String text(JsonNode tree, String field) {
    var node = tree.path(field);
    return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
  }

  private static Map<String, Object> metadata(JsonNode tree) {
    var values = new HashMap<String, Object>();
    tree.properties().forEach(entry -> put(values, entry.getKey(), entry.getValue()));
    return Map.copyOf(values);
  }

  private static void put(Map<String, Object> values, String name, JsonNode value) {
    if (value.isTextual()) {
      values.put(name, value.textValue());
    } else if (value.isBoolean()) {
      values.put(name, value.booleanValue());
    } else if (value.isNumber()) {
      values.put(name, new BigDecimal(value.asText()));
    }
  }
}
