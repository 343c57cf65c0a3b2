package io.casework.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.deadletters.MessageChecks;
import io.casework.wire.Malformed;
import io.casework.wire.QueuedWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Holds bodies of dead letters against the very checks that messages meet, and changes nothing. */
@Component
class IntakeChecks implements MessageChecks {

  private final CaseEventReader reader;
  private final List<QueuedWork> queues;
  private final Cases cases;
  private final JdbcClient jdbc;
  private final ObjectMapper json;

  IntakeChecks(
      CaseEventReader reader,
      List<QueuedWork> queues,
      Cases cases,
      JdbcClient jdbc,
      ObjectMapper json) {
    this.reader = reader;
    this.queues = queues;
    this.cases = cases;
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public Optional<Flaw> check(String entity, byte[] body) {
    try {
      if (entity.equals(ServiceBusListeners.INBOUND)) {
        demandNew(reader.read(body).caseId(), body);
      } else {
        queues.stream()
            .filter(work -> work.queue().equals(entity))
            .forEach(work -> work.check(body));
      }
      return Optional.empty();
    } catch (Refusal e) {
      return Optional.of(flaw(e));
    } catch (Malformed e) {
      return Optional.of(flaw(Refusal.of(e)));
    } catch (Refused e) {
      return Optional.of(flaw(Refusal.of(e)));
    }
  }

  private void demandNew(CaseId id, byte[] body) {
    var accepted =
        jdbc.sql("select body_sha256 from inbox where event_id = :id")
            .param("id", id.value())
            .query(String.class)
            .optional();
    if (accepted.isPresent() && !accepted.get().equals(Intake.sha256(body))) {
      throw Refusal.conflictingDuplicate();
    }
  }

  private static Flaw flaw(Refusal refusal) {
    return new Flaw(refusal.reason().name(), refusal.pointer(), refusal.rule());
  }

  /** The latest case of the same model version; if there is none, the latest of all. */
  @Override
  public Optional<GoodMessage> lastGood(String entity, byte[] body) {
    if (!entity.equals(ServiceBusListeners.INBOUND)) {
      return Optional.empty();
    }
    return latest("and model_version = :version", modelVersion(body))
        .or(() -> latest("", null))
        .map(this::masked);
  }

  private Optional<Found> latest(String condition, @Nullable String version) {
    var query =
        jdbc.sql(
            """
            select case_id, model_version, received_at from case_record
            where erased_at is null %s order by received_at desc fetch first 1 row only
            """
                .formatted(condition));
    if (!condition.isEmpty()) {
      if (version == null) {
        return Optional.empty();
      }
      query.param("version", version);
    }
    return query
        .query(
            (row, number) ->
                new Found(
                    new CaseId(row.getString("case_id")),
                    row.getString("model_version"),
                    Utc.read(row, "received_at")))
        .optional();
  }

  private GoodMessage masked(Found found) {
    try {
      var fields = json.readTree(cases.body(found.caseId));
      EventEvidence.personal(fields).forEach(pointer -> mask(fields, pointer));
      return new GoodMessage(found.caseId.value(), found.receivedAt, found.modelVersion, fields);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The type and the length of a value, never the value. */
  private static void mask(JsonNode fields, String pointer) {
    var cut = pointer.lastIndexOf('/');
    var parent = fields.at(pointer.substring(0, cut));
    var value = fields.at(pointer);
    var shape =
        value.isTextual()
            ? "‹text of %d characters›".formatted(value.textValue().length())
            : value.isNumber() ? "‹number›" : value.isBoolean() ? "‹true or false›" : "‹null›";
    if (parent instanceof ObjectNode object) {
      object.put(pointer.substring(cut + 1).replace("~1", "/").replace("~0", "~"), shape);
    } else if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(pointer.substring(cut + 1)), shape);
    }
  }

  private @Nullable String modelVersion(byte[] body) {
    try {
      var version = json.readTree(body).at("/risk/model_version");
      return version.isTextual() ? version.textValue() : null;
    } catch (IOException e) {
      return null; // what is no JSON says nothing of who wrote it
    }
  }

  private record Found(CaseId caseId, String modelVersion, Instant receivedAt) {}
}
