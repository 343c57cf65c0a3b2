package io.casework.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is known by: SHA-256 over JSON with sorted keys, UTF-8, hex.
 *
 * <p>The exact hash is over all that the source said. The canonical one leaves out how and when it
 * came, and reads numbers and codes alike however they are written, so that one event told by two
 * sources is one.
 */
final class AlertHashes {

  private final ObjectMapper json;
  private final ObjectWriter sorted;
  private final Set<String> leftOut;

  AlertHashes(ObjectMapper json, Set<String> leftOut) {
    this.json = json;
    this.sorted = json.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    this.leftOut = Set.copyOf(leftOut);
  }

  Hashes of(IncomingAlert alert) {
    var said =
        json.convertValue(
            alert.payload(),
            json.getTypeFactory().constructMapType(TreeMap.class, String.class, Object.class));
    return new Hashes(hash(said), hash(canonical(alert, (Map<?, ?>) said)));
  }

  private Map<String, @Nullable Object> canonical(IncomingAlert alert, Map<?, ?> said) {
    var canonical = new TreeMap<String, @Nullable Object>();
    said.forEach((field, value) -> canonical.put(field.toString(), value));
    canonical.remove("txn_id");
    put(canonical, "external_id", alert.externalId());
    put(canonical, "risk_score", plain(alert.riskScore()));
    put(canonical, "amount", plain(alert.amount()));
    put(canonical, "country", alert.country());
    put(canonical, "currency", alert.currency());
    var hint = alert.severityHint();
    put(canonical, "severity_hint", hint == null ? null : hint.lower());
    put(canonical, "source", alert.source());
    put(canonical, "created_at", alert.createdAt().toString());
    if (said.containsKey("message_id") && leftOut.contains("message_id")) {
      canonical.remove("external_id");
    }
    canonical.keySet().removeAll(leftOut);
    canonical.values().removeIf(value -> value == null || value.equals(""));
    return canonical;
  }

  private static void put(Map<String, @Nullable Object> canonical, String field, Object value) {
    if (value == null) {
      canonical.remove(field);
    } else {
      canonical.put(field, value);
    }
  }

  private static @Nullable String plain(@Nullable BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros().toPlainString();
  }

  private String hash(Object value) {
    try {
      var bytes = sorted.writeValueAsString(value).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Both as 64 hex digits. */
  record Hashes(String exact, String canonical) {}
}
