package io.casework.intake;

import static io.casework.intake.Refusal.Reason.SEMANTIC;
import static io.casework.intake.Refusal.Reason.UNSUPPORTED_VERSION;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.ScoredEvent;
import io.casework.wire.IpAddress;
import io.casework.wire.Malformed;
import io.casework.wire.StrictJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Bytes to a scored event, strictest first: size, UTF-8, JSON, schema, meaning. */
@Component
class CaseEventReader {

  static final int MAX_BYTES = 256 * 1024;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private final StrictJson json = new StrictJson("/schema/case-event.v1.schema.json", MAX_BYTES);
  private final Clock clock;

  CaseEventReader(Clock clock) {
    this.clock = clock;
  }

  /** Reads a body, or refuses it with the reason. */
  ScoredEvent read(byte[] body) {
    try {
      var tree = json.parse(body);
      checkVersion(tree);
      json.check(tree);
      var event = json.bind(tree, ScoredEvent.class);
      checkMeaning(event);
      return event;
    } catch (Malformed e) {
      throw Refusal.of(e);
    }
  }

  private static void checkVersion(JsonNode tree) {
    var version = tree.path("schema_version");
    if (version.isTextual()
        && version.textValue().matches("[0-9]{1,3}\\.[0-9]{1,3}")
        && !version.textValue().startsWith("1.")) {
      throw new Refusal(
          UNSUPPORTED_VERSION, "/schema_version", "only major version 1 is understood");
    }
  }

  private void checkMeaning(ScoredEvent event) {
    var latest = clock.instant().plus(Duration.ofDays(1));
    if (event.timestamp().isBefore(EARLIEST) || event.timestamp().isAfter(latest)) {
      throw new Refusal(
          SEMANTIC, "/timestamp", "must lie between 2000-01-01 and one day ahead of receipt");
    }
    var amount = event.transaction().amount().stripTrailingZeros();
    if (amount.scale() > 4 || amount.precision() - amount.scale() > 15) {
      throw new Refusal(
          SEMANTIC,
          "/transaction/amount",
          "must have at most 15 digits before and 4 after the point");
    }
    var ip = event.transaction().ip();
    if (ip != null && !IpAddress.isLiteral(ip)) {
      throw new Refusal(SEMANTIC, "/transaction/ip", "must be an IPv4 or IPv6 literal");
    }
    var sla = event.sla();
    if (sla != null
        && sla.dueAt() != null
        && (sla.dueAt().isBefore(EARLIEST)
            || sla.dueAt().isAfter(latest.plus(Duration.ofDays(3650))))) {
      throw new Refusal(SEMANTIC, "/sla/due_at", "must lie between 2000-01-01 and ten years ahead");
    }
  }
}
