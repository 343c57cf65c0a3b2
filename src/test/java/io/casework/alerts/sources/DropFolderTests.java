package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.alerts.SourceFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are taken whole or set aside, and partly written ones wait. */
class DropFolderTests {

  @TempDir Path temporary;
  private final SourceRig rig = SourceRig.h2();
  private DropRig drop;

  @BeforeEach
  void prepare() {
    drop = new DropRig(rig, temporary.resolve("data").resolve("drop"));
    drop.started();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  @Tag("S3-13")
  @Tag("S3-26")
  @Tag("S3-148")
  void theShippedRowsAreFiftyAlertsWithAllTheirFields() throws IOException {
    drop.shipped("transaction-monitoring.csv");

    collect();

    assertThat(rig.taker.alerts).hasSize(50);
    assertThat(rig.taker.alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.source()).isEqualTo("csv");
              assertThat(alert.externalId()).startsWith("TXN-");
              assertThat(alert.customerId()).startsWith("CUST-");
              assertThat(alert.country()).matches("[A-Z]{2}");
              assertThat(alert.amount()).isPositive();
              assertThat(alert.payload().path("amount").isNumber()).isTrue();
              assertThat(alert.payload().path("txn_type").asText()).isNotBlank();
            });
    assertThat(drop.names("done"))
        .singleElement()
        .asString()
        .matches("20261120T100000Z-[0-9a-f]{6}-transaction-monitoring.csv");
    assertThat(drop.waiting()).isEmpty();
  }

  @Test
  @Tag("S3-120")
  void aScoreOfEightyIsHintedHighUnlessTheFileHintsItself() throws IOException {
    drop.file(
        "a.csv",
        DropRig.HEADER
            + "A,C,1,ZAR,ZA,wire,79.9,2026-11-20T09:00:00Z\n"
            + "B,C,1,ZAR,ZA,wire,80,2026-11-20T09:00:00Z\n"
            + "C,C,1,ZAR,ZA,wire,100.0,2026-11-20T09:00:00Z\n"
            + "D,C,1,ZAR,ZA,wire,,2026-11-20T09:00:00Z\n");
    drop.file(
        "b.csv",
        DropRig.HEADER.strip()
            + ",severity_hint\nE,C,1,ZAR,ZA,wire,95,2026-11-20T09:00:00Z,Low\n"
            + "F,C,1,ZAR,ZA,wire,95,2026-11-20T09:00:00Z,\n");

    collect();

    assertThat(rig.taker.alerts)
        .extracting(alert -> alert.externalId() + " " + alert.severityHint())
        .containsExactlyInAnyOrder("A null", "B HIGH", "C HIGH", "D null", "E LOW", "F null");
  }

  @Test
  void quotesLineBreaksAndLineEndsOfEverySystemAreUnderstood() throws IOException {
    drop.file(
        "a.csv",
        "\uFEFFTXN_ID, note,customer_id,amount,currency,country,txn_type,risk_score,created_at\r\n"
            + "A,\"first, \"\"second\"\"\r\nthird\",C,1,zar,za,wire,5,2026-11-20T09:00:00Z\r\n"
            + "\r\n"
            + "B,größer,C,1,ZAR,ZA,wire,5,2026-11-20T11:00:00+02:00");

    collect();

    assertThat(rig.taker.ids()).containsExactly("A", "B");
    var first = rig.taker.alerts.get(0);
    assertThat(first.payload().path("note").asText()).isEqualTo("first, \"second\"\r\nthird");
    assertThat(first.country()).isEqualTo("ZA");
    var second = rig.taker.alerts.get(1);
    assertThat(second.payload().path("note").asText()).isEqualTo("größer");
    assertThat(second.createdAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
  }

  @Test
  void anotherDelimiterIsAMatterOfConfiguration() throws IOException {
    drop.csv = DropRig.csv(';');
    drop.file("a.csv", (DropRig.HEADER + DropRig.row("A")).replace(',', ';'));

    collect();

    assertThat(rig.taker.ids()).containsExactly("A");
  }

  @Test
  void aFileIsSetAsideAsAWholeAndTheReportNamesLinesColumnsAndRules() throws IOException {
    drop.file(
        "a.csv",
        DropRig.HEADER
            + DropRig.row("A")
            + "B,C,\"1\n\",ZAR,ZA,wire,5,2026-11-20T09:00:00Z\n"
            + "C,C,secret,ZAR,ZA,wire,5,2026-11-20T09:00:00Z\n"
            + "D,C,1,ZAR,ZA,wire,101,2026-11-20T09:00:00Z\n"
            + "E,C,1,ZAR,ZA,wire,5\n"
            + "\n"
            + ",C,1,ZAR,ZA,wire,5,2026-11-20T09:00:00Z\n"
            + "G,C,1,ZAR,ZA,wire,5,yesterday\n");

    collect();

    assertThat(rig.taker.alerts).isEmpty();
    assertThat(drop.waiting()).isEmpty();
    var report = drop.report();
    assertThat(report.path("problems").asInt()).isEqualTo(5);
    assertThat(report.path("rows_checked").asInt()).isEqualTo(7);
    assertThat(report.path("rows_taken").asInt()).isZero();
    assertThat(report.path("checked_at").asText()).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(report.path("first_problems"))
        .extracting(
            problem ->
                "%d %d %s"
                    .formatted(
                        problem.path("row").asInt(),
                        problem.path("line").asInt(),
                        problem.path("column").asText()))
        .containsExactly("3 5 amount", "4 6 risk_score", "5 7 ", "6 9 txn_id", "7 10 created_at");
    assertThat(report.at("/first_problems/2/rule").asText())
        .isEqualTo("must have 8 columns and has 7");
    assertThat(report.toString()).doesNotContain("secret").doesNotContain("yesterday");
    assertThat(rig.taker.failures)
        .singleElement()
        .asString()
        .contains("-a.csv: 5 problems; line 5, amount: must be a number");
  }

  @Test
  void theReportKeepsAHundredProblemsAndCountsAll() throws IOException {
    drop.file("a.csv", DropRig.HEADER + "x,y\n".repeat(2500));

    collect();

    assertThat(drop.report().path("problems").asInt()).isEqualTo(2500);
    assertThat(drop.report().path("first_problems")).hasSize(100);
  }

  @Test
  void whatIsNoSuchFileIsSetAside() throws IOException {
    drop.refuses("empty.csv", "", "a header row is required");
    drop.refuses("blank.csv", "\n\n  \n", "a header row is required");
    drop.refuses("columns.csv", "txn_id,amount\nA,1\n", "customer_id: a column of this name");
    drop.refuses("twice.csv", DropRig.HEADER.strip() + ",amount\n", "must have a name of its own");
    drop.refuses("unnamed.csv", DropRig.HEADER.strip() + ",\n", "must have a name of its own");
    drop.refuses("quote.csv", DropRig.HEADER + "\"A,C,1,ZAR", "quotes must be closed");
    drop.refuses("glued.csv", DropRig.HEADER + "\"A\"x,C,1,ZAR", "quotes must be closed");
    drop.refuses(
        "latin.csv",
        (DropRig.HEADER + DropRig.row("Ä")).getBytes(StandardCharsets.ISO_8859_1),
        "must be UTF-8");
    drop.refuses(
        "endless.csv",
        DropRig.HEADER + "\"" + "x\n".repeat(1 << 20),
        "line 2, row: must not be longer than 1 MB");
    var rubbish = new byte[5000];
    new java.util.Random(1).nextBytes(rubbish);
    drop.refuses("rubbish.csv", rubbish, "");
    drop.refuses("zeros.csv", new byte[3000], "");
    assertThat(rig.taker.alerts).isEmpty();
  }

  @Test
  void aHeaderAloneIsAFileWithoutAlerts() throws IOException {
    drop.file("a.csv", DropRig.HEADER);

    collect();

    assertThat(drop.names("done")).hasSize(1);
    assertThat(rig.taker.failures).isEmpty();
    assertThat(rig.taker.batches).isEmpty();
  }

  @Test
  void otherFilesAndFoldersAreLeftAlone() throws IOException {
    for (var name :
        new String[] {
          ".a.csv",
          "~a.csv",
          "a.csv.tmp",
          "a.csv.part",
          "b.json.crdownload",
          "readme.txt",
          "c.csv.done"
        }) {
      drop.file(name, DropRig.HEADER + DropRig.row("A"));
    }
    Files.createDirectory(drop.folder.resolve("folder.csv"));

    collect();

    assertThat(drop.waiting()).hasSize(7);
    assertThat(rig.taker.alerts).isEmpty();
    assertThat(rig.taker.failures).isEmpty();
  }

  @Test
  void aLinkIsRefusedAndWhatItLeadsToIsNotRead() throws IOException {
    var outside = temporary.resolve("outside.csv");
    Files.writeString(outside, DropRig.HEADER + DropRig.row("A"));
    Files.createSymbolicLink(drop.folder.resolve("a.csv"), outside);
    Files.createSymbolicLink(drop.folder.resolve("b.csv"), temporary.resolve("nowhere"));

    collect();

    assertThat(rig.taker.alerts).isEmpty();
    assertThat(rig.taker.failures)
        .hasSize(2)
        .allMatch(failure -> failure.endsWith("must be a regular file, not a link"));
    assertThat(outside).exists();
  }

  @Test
  void namesAreCutToWhatCanStandInALog() throws IOException {
    drop.file("x".repeat(200) + "\n;drop table.csv", DropRig.HEADER + DropRig.row("A"));

    collect();

    assertThat(drop.names("done"))
        .singleElement()
        .asString()
        .endsWith("x__drop_table.csv")
        .hasSizeLessThan(130);
  }

  @Test
  void aFileThatIsStillWrittenWaits() throws IOException {
    drop.settle = Duration.ofSeconds(3);
    var source = drop.started();
    var file = drop.csv("a.csv", 0, 2);
    source.collect(false, rig.taker);
    rig.clock.advance(Duration.ofSeconds(2));
    Files.writeString(file, DropRig.row("A-2"), StandardOpenOption.APPEND);
    source.collect(false, rig.taker);
    rig.clock.advance(Duration.ofSeconds(2));
    source.collect(true, rig.taker);
    assertThat(rig.taker.alerts).isEmpty();

    rig.clock.advance(Duration.ofSeconds(1));
    source.collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A-0", "A-1", "A-2");
  }

  @Test
  void aFileThatGrowsWhileItIsTakenIsCheckedAgainAndItsNewRowsAreTaken() throws IOException {
    drop.csv("a.csv", 0, 700);
    rig.taker.afterCommit = () -> append(DropRig.row("A-700"));
    var source = drop.started();
    source.collect(false, rig.taker);
    assertThat(rig.taker.alerts).hasSize(500);
    rig.taker.behave();

    source.collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly(AlertSourceContract.ids(0, 701));
    assertThat(drop.names("done")).hasSize(1);
  }

  @Test
  void whatAWriterAddsAfterAPauseIsTakenToo() throws IOException {
    drop.csv("a.csv", 0, 2);
    var source = drop.started();
    source.collect(false, rig.taker);
    assertThat(rig.taker.ids()).containsExactly("A-0", "A-1");
    var done = drop.folder.resolve("done").resolve(drop.names("done").get(0));

    Files.writeString(done, DropRig.row("A-2"), StandardOpenOption.APPEND);
    source.collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A-0", "A-1", "A-2");
    assertThat(drop.names("done")).hasSize(1);
    source.collect(false, rig.taker);
    assertThat(rig.taker.alerts).hasSize(3);
  }

  @Test
  void aFileThatTurnsBadWhileItIsTakenIsSetAsideAndTheReportSaysWhatWasTaken() throws IOException {
    drop.csv("a.csv", 0, 700);
    rig.taker.afterCommit = () -> append("A-700,half a r");
    var source = drop.started();
    source.collect(false, rig.taker);
    rig.taker.behave();

    source.collect(false, rig.taker);

    assertThat(rig.taker.alerts).hasSize(500);
    assertThat(drop.report().path("rows_taken").asInt()).isEqualTo(500);
    assertThat(drop.report().at("/first_problems/0/row").asInt()).isEqualTo(701);
  }

  private void append(String text) {
    try {
      var file = drop.folder.resolve("taking").resolve(drop.names("taking").get(0));
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFileThatIsRemovedWhileItIsTakenIsToldOfOnce() throws IOException {
    drop.csv("a.csv", 0, 700);
    rig.taker.afterCommit =
        () -> {
          try {
            Files.delete(drop.folder.resolve("taking").resolve(drop.names("taking").get(0)));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    collect();
    rig.taker.behave();
    collect();
    collect();

    assertThat(rig.taker.alerts).hasSize(500);
    assertThat(rig.taker.failures)
        .singleElement()
        .asString()
        .endsWith("a.csv: was removed before its last row was taken");
    assertThat(drop.ledger.progress(9))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.state()).isEqualTo(FileState.GONE);
              assertThat(file.rowsDone()).isEqualTo(500);
              assertThat(file.rowsTotal()).isEqualTo(700);
            });
  }

  @Test
  void aNodeThatDiesBeforeTheMoveOnlyMovesTheFileLater() throws IOException {
    drop.csv("a.csv", 0, 3);
    rig.taker.afterCommit =
        () -> {
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(this::collect).hasMessage("killed");
    rig.taker.behave();
    assertThat(drop.names("taking")).hasSize(1);

    collect();

    assertThat(rig.taker.alerts).hasSize(3);
    assertThat(drop.names("taking")).isEmpty();
    assertThat(drop.names("done")).hasSize(1);
  }

  @Test
  void theSameNameAgainIsAnotherFile() throws IOException {
    drop.csv("a.csv", 0, 2);
    Files.setLastModifiedTime(drop.folder.resolve("a.csv"), FileTime.fromMillis(1_000_000));
    collect();
    drop.csv("a.csv", 0, 2);
    Files.setLastModifiedTime(drop.folder.resolve("a.csv"), FileTime.fromMillis(1_000_000));

    collect();

    assertThat(rig.taker.ids()).containsExactly("A-0", "A-1", "A-0", "A-1");
    assertThat(drop.names("done")).hasSize(2);
  }

  @Test
  void aSmallFileNeedNotWaitForALargeOne() throws IOException {
    drop.csv("large.csv", 0, 2000);
    var dropped = new boolean[1];
    rig.taker.afterCommit =
        () -> {
          rig.clock.advance(Duration.ofSeconds(11));
          if (!dropped[0]) {
            dropped[0] = true;
            try {
              drop.file("small.csv", DropRig.HEADER + DropRig.row("URGENT"));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };

    collect();

    assertThat(rig.taker.ids().indexOf("URGENT")).isEqualTo(500);
    assertThat(rig.taker.alerts).hasSize(2001);
  }

  @Test
  void aBadFileStopsNoOther() throws IOException {
    drop.file("a.csv", "rubbish");
    drop.csv("b.csv", 0, 1);
    drop.file("c.json", "rubbish");

    collect();

    assertThat(rig.taker.ids()).containsExactly("A-0");
    assertThat(rig.taker.failures).hasSize(2);
  }

  @Test
  void howFarAFileIsTakenIsSeen() throws IOException {
    drop.csv("a.csv", 0, 1200);
    var seen = new java.util.ArrayList<FileProgress>();
    rig.taker.afterCommit = () -> seen.addAll(drop.ledger.progress(1));

    collect();

    assertThat(seen)
        .extracting(
            file -> "%s %d of %d".formatted(file.state(), file.rowsDone(), file.rowsTotal()))
        .containsExactly("TAKING 500 of 1200", "TAKING 1000 of 1200", "DONE 1200 of 1200");
  }

  @Test
  void theThoroughLookForgetsWhatIsOld() throws IOException {
    drop.csv("a.csv", 0, 1);
    drop.file("b.csv", "rubbish");
    collect();
    rig.clock.advance(Duration.ofDays(31));
    collect();
    assertThat(drop.names("refused")).hasSize(2);

    drop.started().collect(true, rig.taker);

    assertThat(drop.names("done")).isEmpty();
    assertThat(drop.names("refused")).isEmpty();
    assertThat(drop.ledger.progress(9)).isEmpty();
  }

  @Test
  void aMissingFolderIsMadeAtTheStartAndMissedLater() throws IOException {
    assertThat(drop.folder).isDirectory();
    var source = drop.started();
    Files.delete(drop.folder);

    assertThatThrownBy(() -> source.collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class)
        .hasMessageContaining("not there");
    assertThat(drop.folder).doesNotExist();
  }

  private void collect() {
    drop.started().collect(false, rig.taker);
  }
}
