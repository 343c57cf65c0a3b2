package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.casework.commands.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/**
 * The command and the shell script find the same: nothing in a log that is whole, and every change.
 */
@Tag("S2-82")
class VerifyAuditTests {

  private static final String FIRST = "2026-11-20/000000000001.jsonl";
  private static final String OPEN = "2026-11-22/000000000071.jsonl";
  private static final TestSigner STRANGER = new TestSigner();

  @TempDir static Path folder;
  private static Path whole;
  private static Path key;
  private static Path tsaCertificate;
  private static Path anchor;
  private static TestSigner signer;

  @TempDir private Path copies;

  @BeforeAll
  static void ship() throws Exception {
    try (var rig = new AuditRig(folder.resolve("archive"));
        var authority = new LocalTimeStampAuthority()) {
      rig.threeDays();
      rig.shipper(authority.url()).ship();
      whole = rig.audit();
      signer = rig.signer;
      key = rig.key();
      tsaCertificate = Files.writeString(folder.resolve("tsa.pem"), authority.certificatePem());
      anchor =
          Files.copy(whole.resolve("2026-11-22/000000000071.checkpoint"), folder.resolve("anchor"));
    }
  }

  @Test
  void aLogThatIsWholeIsWhole() throws Exception {
    for (var run : both(whole, key, anchor)) {
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(run.output()).contains("OK: 75 records", "2026-11-21");
    }
  }

  static Stream<Arguments> tamperings() {
    return Stream.of(
        tampering(
            "a byte changed",
            FIRST,
            "sum in SHA256SUMS",
            log -> edit(log, FIRST, text -> text.replaceFirst("auditor-1", "auditor-2"))),
        tampering(
            "a byte changed, the day not sealed yet",
            OPEN,
            "line 2: does not follow",
            log -> edit(log, OPEN, text -> text.replaceFirst("auditor-1", "auditor-2"))),
        tampering(
            "the last line changed, the day not sealed yet",
            OPEN,
            "checkpoint signs",
            log -> edit(log, OPEN, VerifyAuditTests::lastActorChanged)),
        tampering("a line dropped", FIRST, "", log -> edit(log, FIRST, text -> dropped(text, 3))),
        tampering(
            "a line dropped, the day not sealed yet",
            OPEN,
            "line 3: is not record 73",
            log -> edit(log, OPEN, text -> dropped(text, 2))),
        tampering(
            "two lines swapped", FIRST, "", log -> edit(log, FIRST, VerifyAuditTests::swapped)),
        tampering(
            "two lines swapped, the day not sealed yet",
            OPEN,
            "line 2: is not record 72",
            log -> edit(log, OPEN, VerifyAuditTests::swapped)),
        tampering(
            "the tail cut within a sealed day",
            "2026-11-20",
            "",
            log ->
                remove(log, "2026-11-20/000000000021.jsonl", "2026-11-20/000000000021.checkpoint")),
        tampering(
            "the tail of a part cut, the day not sealed yet",
            OPEN,
            "has 4 lines",
            log -> edit(log, OPEN, text -> dropped(text, 4))),
        tampering(
            "half of the last line cut",
            OPEN,
            "line 5: is cut off",
            log -> edit(log, OPEN, text -> text.substring(0, text.length() - 20))),
        tampering(
            "the last line feed cut",
            OPEN,
            "line 5: is cut off",
            log -> edit(log, OPEN, text -> text.substring(0, text.length() - 1))),
        tampering(
            "the whole last part cut",
            "knows 75 records",
            "ends with record 70",
            log -> remove(log, OPEN, OPEN.replace("jsonl", "checkpoint"))),
        tampering(
            "the whole last day cut",
            "knows 75 records",
            "ends with record 50",
            log -> FileSystemUtils.deleteRecursively(log.resolve("2026-11-22"))),
        tampering(
            "the first day cut",
            "2026-11-21",
            "",
            log -> FileSystemUtils.deleteRecursively(log.resolve("2026-11-20"))),
        tampering(
            "a forged line with the right hash appended",
            FIRST,
            "sum in SHA256SUMS",
            log -> edit(log, FIRST, text -> text + forgedAfter(text, 11))),
        tampering(
            "a forged line with the right hash appended, the day not sealed yet",
            OPEN,
            "has 6 lines",
            log -> edit(log, OPEN, text -> text + forgedAfter(text, 76))),
        tampering(
            "a part forged and signed by a stranger",
            "000000000076.checkpoint",
            "not signed by this key",
            VerifyAuditTests::forgePart),
        tampering(
            "a file added to a sealed day",
            "2026-11-20/notes.txt",
            "not listed",
            log -> Files.writeString(log.resolve("2026-11-20/notes.txt"), "x")),
        tampering(
            "a hidden file added to a sealed day",
            "2026-11-20/.x",
            "not listed",
            log -> Files.writeString(log.resolve("2026-11-20/.x"), "x")),
        tampering(
            "a file added to an open day",
            "2026-11-22/notes.txt",
            "not part of the log",
            log -> Files.writeString(log.resolve("2026-11-22/notes.txt"), "x")),
        tampering(
            "a file added beside the days",
            "notes.txt",
            "not part of the log",
            log -> Files.writeString(log.resolve("notes.txt"), "x")),
        tampering(
            "a file removed from a sealed day",
            "2026-11-20/000000000011.checkpoint",
            "is missing",
            log -> remove(log, "2026-11-20/000000000011.checkpoint")),
        tampering(
            "a file removed from an open day",
            OPEN,
            "has no checkpoint",
            log -> remove(log, OPEN.replace("jsonl", "checkpoint"))),
        tampering("records removed from an open day", OPEN, "is missing", log -> remove(log, OPEN)),
        tampering(
            "a file renamed",
            "2026-11-20/000000000011.jsonl",
            "is missing",
            log ->
                Files.move(
                    log.resolve("2026-11-20/000000000011.jsonl"),
                    log.resolve("2026-11-20/000000000012.jsonl"))),
        tampering(
            "a day renamed",
            "2026-11-19/SHA256SUMS",
            "is no sum of a file of this log",
            log -> Files.move(log.resolve("2026-11-20"), log.resolve("2026-11-19"))),
        tampering(
            "a checkpoint that says more than it signs",
            OPEN.replace("jsonl", "checkpoint"),
            "",
            log ->
                edit(
                    log,
                    OPEN.replace("jsonl", "checkpoint"),
                    text -> text.replace("\n\n", "\n\nmore\n"))),
        tampering(
            "SHA256SUMS edited",
            "2026-11-20/SHA256SUMS",
            "not signed by this key",
            log -> edit(log, "2026-11-20/SHA256SUMS", text -> dropped(text, 1))),
        tampering(
            "a seal removed",
            "2026-11-20",
            "seal is missing",
            log ->
                remove(
                    log,
                    "2026-11-20/SHA256SUMS",
                    "2026-11-20/SHA256SUMS.sig",
                    "2026-11-20/SHA256SUMS.tsr")),
        tampering(
            "a signature removed",
            "2026-11-21",
            "seal is missing",
            log -> remove(log, "2026-11-21/SHA256SUMS.sig")),
        tampering(
            "a checkpoint edited",
            "2026-11-22/000000000071.checkpoint",
            "not signed",
            log ->
                edit(
                    log,
                    OPEN.replace("jsonl", "checkpoint"),
                    text -> text.replaceFirst("\ntime 2026", "\ntime 2025"))),
        tampering(
            "a checkpoint that is none",
            "2026-11-22/000000000071.checkpoint",
            "is no checkpoint",
            log -> edit(log, OPEN.replace("jsonl", "checkpoint"), text -> "x\n")),
        tampering(
            "the time stamp of another day",
            "2026-11-21/SHA256SUMS.tsr",
            "other bytes",
            log ->
                Files.write(
                    log.resolve("2026-11-21/SHA256SUMS.tsr"),
                    Files.readAllBytes(log.resolve("2026-11-20/SHA256SUMS.tsr")))),
        tampering(
            "a time stamp that is none",
            "2026-11-21/SHA256SUMS.tsr",
            "is no time stamp",
            log -> Files.writeString(log.resolve("2026-11-21/SHA256SUMS.tsr"), "x")),
        tampering(
            "the whole log written anew with another key",
            "2026-11-20/SHA256SUMS",
            "not signed by this key",
            log -> rewrite(log, STRANGER)),
        tampering(
            "the whole log written anew with our key",
            "anchor",
            "of another log",
            log -> rewrite(log, signer)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void everyChangeIsFoundByBoth(String name, String where, String what, Tampering tampering)
      throws Exception {
    var log = copies.resolve("audit");
    FileSystemUtils.copyRecursively(whole, log);
    tampering.on(log);

    var runs = both(log, key, anchor);

    assertThat(runs.get(0).output()).startsWith("FAIL: ").contains(where).contains(what);
    assertThat(runs.get(1).output()).startsWith("FAIL: ");
    assertThat(runs).allSatisfy(run -> assertThat(run.exit()).isEqualTo(1));
  }

  @Test
  void anotherKeyVerifiesNothing() throws Exception {
    var other = Files.writeString(copies.resolve("other.pem"), STRANGER.publicKey());

    for (var run : both(whole, other, null)) {
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("2026-11-20/SHA256SUMS: is not signed by this key");
    }
  }

  @Test
  void aHistoryThatWentAnotherWayIsFoundInTheMiddleOfAPart() throws Exception {
    var note = CheckpointNote.parse(Files.readString(anchor));
    var forked =
        CheckpointNote.sign(note.origin(), 73, note.root(), "0".repeat(64), Instant.EPOCH, signer);
    var kept = Files.writeString(copies.resolve("kept"), forked);

    for (var run : both(whole, key, kept)) {
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("signs other records than the first 73");
    }
  }

  @Test
  void aCheckpointOnDemandIsAnAnchorToo() throws Exception {
    try (var rig = new AuditRig(copies.resolve("archive"))) {
      rig.facts(4);
      var kept = Files.writeString(copies.resolve("kept"), rig.sealedLog().checkpoint().note());
      rig.threeDays();

      for (var run : both(rig.audit(), rig.key(), kept)) {
        assertThat(run.exit()).as(run.output()).isZero();
      }
    }
  }

  @Test
  void whatCannotBeReadIsNoVerdict() throws Exception {
    assertThat(java(copies.resolve("nowhere"), key, null).exit()).isEqualTo(2);
    assertThat(java(whole, copies.resolve("no-key"), null).exit()).isEqualTo(2);
    assertThat(shell(copies.resolve("nowhere"), key, null).exit()).isEqualTo(2);
  }

  private static List<Run> both(Path log, Path key, @Nullable Path anchor) throws Exception {
    return List.of(java(log, key, anchor), shell(log, key, anchor));
  }

  private static List<String> arguments(Path log, Path key, @Nullable Path anchor) {
    var arguments = new ArrayList<>(List.of(log.toString(), "--key", key.toString()));
    if (anchor != null) {
      arguments.addAll(List.of("--checkpoint", anchor.toString()));
    }
    arguments.addAll(List.of("--tsa-cert", tsaCertificate.toString()));
    return arguments;
  }

  private static Run java(Path log, Path key, @Nullable Path anchor) {
    var command = new ArrayList<>(List.of("verify-audit"));
    command.addAll(arguments(log, key, anchor));
    var out = System.out;
    var err = System.err;
    var said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, UTF_8));
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      return new Run(Commands.run(command.toArray(String[]::new)), said.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static Run shell(Path log, Path key, @Nullable Path anchor) throws Exception {
    var command =
        new ArrayList<>(
            List.of("bash", Path.of("src/main/resources/audit/verify-audit.sh").toString()));
    command.addAll(arguments(log, key, anchor));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), said);
  }

  private record Run(int exit, String output) {}

  private static Arguments tampering(String name, String where, String what, Tampering tampering) {
    return Arguments.of(name, where, what, tampering);
  }

  private static void edit(Path log, String file, UnaryOperator<String> change) throws IOException {
    var path = log.resolve(file);
    var before = Files.readString(path);
    var after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.delete(path);
    Files.writeString(path, after);
  }

  private static void remove(Path log, String... files) throws IOException {
    for (var file : files) {
      Files.delete(log.resolve(file));
    }
  }

  private static String dropped(String text, int line) {
    var lines = new ArrayList<>(text.lines().toList());
    lines.remove(line);
    return String.join("\n", lines) + "\n";
  }

  private static String swapped(String text) {
    var lines = new ArrayList<>(text.lines().toList());
    lines.add(1, lines.remove(2));
    return String.join("\n", lines) + "\n";
  }

  private static String lastActorChanged(String text) {
    var last = text.lastIndexOf("auditor-1");
    return text.substring(0, last) + "auditor-2" + text.substring(last + 9);
  }

  private static String forgedAfter(String text, int seq) {
    var lines = text.lines().toList();
    var last = lines.get(lines.size() - 1) + "\n";
    return last.replaceFirst("\"seq\":\\d+", "\"seq\":" + seq)
        .replaceFirst(
            "\"prev\":\"\\w+\"",
            "\"prev\":\"%s\"".formatted(Sha256.hex(Sha256.of(last.getBytes(UTF_8)))));
  }

  private static void forgePart(Path log) throws IOException {
    var text = Files.readString(log.resolve(OPEN));
    var name = CheckpointNote.parse(Files.readString(anchor)).origin();
    Files.writeString(log.resolve("2026-11-22/000000000076.jsonl"), forgedAfter(text, 76));
    Files.writeString(
        log.resolve("2026-11-22/000000000076.checkpoint"),
        CheckpointNote.sign(name, 76, new byte[32], "0".repeat(64), Instant.EPOCH, STRANGER));
  }

  private static void rewrite(Path log, TestSigner by) throws IOException, InterruptedException {
    FileSystemUtils.deleteRecursively(log);
    try (var rig = new AuditRig(log.getParent(), by)) {
      rig.threeDays();
    }
  }

  /** What somebody did to a copy of the log. */
  private interface Tampering {
    void on(Path log) throws Exception;
  }
}
