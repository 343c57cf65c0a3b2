package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.cases.CaseRecord;
import io.casework.cases.CaseStatus;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.Priority;
import io.casework.core.Route;
import io.casework.vault.CaseKey;
import io.casework.vault.KeysForTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A bundle without an application: one closed case of a few records in a log of others. */
final class SampleBundle {

  static final CaseId CASE = new CaseId("6f1d2a54-0000-4000-8000-0000000000aa");

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  final TestSigner signer = new TestSigner();
  Optional<CaseKey> key = Optional.of(KeysForTests.key(CASE, 7));
  int records = 13;

  byte[] zip(int version, Profile profile) {
    return zip(version, profile, more -> {});
  }

  byte[] zip(int version, Profile profile, Consumer<Evidence> more) {
    var log =
        new TreeLog(
            signer,
            () ->
                IntStream.range(0, records)
                    .mapToObj(
                        i ->
                            new TreeLog.Row(
                                i % 3 == 0 || i % 4 == 0 ? CASE.value() : null, "kind_" + i))
                    .toList());
    var checkpoint = log.checkpoint();
    var slice = log.slice(CASE, checkpoint);
    var into = new CollectedEvidence(JSON);
    into.from("sample");
    evidence(into);
    more.accept(into);
    into.text("audit/checkpoint", "checkpoint", "text/plain", checkpoint.note());
    var lines = new StringBuilder();
    slice.forEach(line -> lines.append(new String(line.line(), UTF_8)));
    into.text("audit/slice.jsonl", "slice", "application/jsonl", lines.toString());
    slice.forEach(
        line ->
            into.text(
                "audit/proofs/%d.tlog-proof".formatted(line.seq()),
                "proof",
                "text/plain",
                line.proof()));
    var gathered =
        new Gathered(record(), into.files(), into.missing(), checkpoint, slice.size(), key);
    var zip = new ByteArrayOutputStream();
    try {
      new Rendering(gathered, version).bag(profile, "closing", NOW, signer).writeZip(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zip.toByteArray();
  }

  private static void evidence(Evidence into) {
    var document = new LinkedHashMap<String, Object>();
    document.put("record", Map.of("status", "closed", "user_id", "u-4711"));
    document.put(
        "event",
        Map.of(
            "timestamp",
            "2026-11-20T09:15:30Z",
            "actor",
            Map.of("user_id", "u-4711", "account_id", "ZA-99"),
            "explanation",
            List.of(
                Map.of("feature", "amount_z", "value", 4.5, "contribution", 0.31),
                Map.of("feature", "age_days", "value", 900, "contribution", -0.12))));
    into.json(
        "case.json",
        "case record",
        document,
        "/record/user_id",
        "/event/actor/*",
        "/event/actor/user_id",
        "/event/explanation/*/value",
        "/absent/field");
    into.lines(
        "notes.jsonl",
        "notes",
        List.of(
            Map.of("author", "analyst-1", "text", "called <b>Jane</b>"),
            Map.of("author", "lead-1", "text", "agreed")),
        "/text");
    into.file(
        "attachments/0001.bin",
        "attachment",
        "image/png",
        Content.of("holiday photo".getBytes(UTF_8)));
    into.missing("model/score.json", "the score came without a model");
  }

  static CaseRecord record() {
    return new CaseRecord(
        CASE,
        CaseStatus.CLOSED,
        "confirm_fraud",
        Route.HIGH_RISK,
        Priority.P1,
        0.91,
        "high",
        "2026.11.1",
        "fs-1",
        List.of(),
        "u-4711",
        null,
        new BigDecimal("18450.00"),
        "ZAR",
        null,
        null,
        NOW,
        NOW,
        NOW,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        NOW,
        null,
        0,
        1,
        1,
        "trace",
        5);
  }
}
