package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.alerts.Severity;
import io.casework.alerts.SourceFailed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the table source promises on every database. */
abstract class TransactionTableContract extends AlertSourceContract {

  private SingleConnectionDataSource monitoring;
  private JdbcClient bank;

  /** The address of the database of transaction monitoring. */
  abstract String url();

  abstract String user();

  @Override
  void prepare() {
    monitoring = new SingleConnectionDataSource(url(), user(), "", true);
    bank = JdbcClient.create(monitoring);
    bank.sql("drop table if exists transactions").update();
    mend();
  }

  @Override
  void stop() {
    bank.sql("drop table if exists transactions").update();
    monitoring.destroy();
    super.stop();
  }

  @Override
  TransactionTable started() {
    return started(TableProperties.QUERY);
  }

  private TransactionTable started(String query) {
    return new TransactionTable(
        new TableProperties(
            new TableProperties.Connection(url(), null, null, user(), null),
            query,
            Duration.ofMinutes(15),
            Duration.ofDays(1),
            BigDecimal.valueOf(80),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            500),
        new SourcePositions(rig.jdbc, rig.clock),
        rig.clock);
  }

  @Override
  void arrive(int from, int to) {
    var rows =
        IntStream.range(from, to)
            .mapToObj(
                number -> "('A-%d', 'C-1', 10.50, 'ZAR', 'za', 'wire', 50, :at)".formatted(number))
            .collect(Collectors.joining(","));
    bank.sql("insert into transactions values " + rows)
        .param("at", rig.clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void add(String id, double score, Instant at) {
    bank.sql(
            "insert into transactions values (:id, 'C-1', 10.50, 'ZAR', 'za', 'wire', :score, :at)")
        .param("id", id)
        .param("score", score)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  void breakIt() {
    bank.sql("alter table transactions rename to hidden").update();
  }

  @Override
  void mend() {
    bank.sql(
            """
            create table if not exists hidden (txn_id varchar(60), customer_id varchar(60),
              amount numeric(20,2), currency varchar(3), country varchar(2), txn_type varchar(20),
              risk_score double precision, created_at timestamp(6) with time zone)
            """)
        .update();
    bank.sql("alter table hidden rename to transactions").update();
  }

  @Test
  @Tag("S3-118")
  @Tag("S3-147")
  void whatIsFlaggedInTheWindowComesTheHighestScoreFirst() {
    var now = rig.clock.instant();
    add("quiet", 39.9, now);
    add("old", 99, now.minus(Duration.ofMinutes(15)));
    add("low", 40, now);
    add("high", 97.5, now.minus(Duration.ofMinutes(14)));
    add("middle", 80, now);
    add("ahead", 90, now.plusSeconds(1));

    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("high", "middle", "low");
  }

  @Test
  @Tag("S3-119")
  @Tag("S3-120")
  void aRowHasItsColumnsAsFieldsAndIsHintedHighFromEighty() {
    add("A", 80, rig.clock.instant());
    add("B", 79.9, rig.clock.instant());

    started().collect(false, rig.taker);

    var alert = rig.taker.alerts.get(0);
    assertThat(alert.source()).isEqualTo("table");
    assertThat(alert.externalId()).isEqualTo("A");
    assertThat(alert.severityHint()).isEqualTo(Severity.HIGH);
    assertThat(alert.country()).isEqualTo("ZA");
    assertThat(alert.createdAt()).isEqualTo(rig.clock.instant());
    assertThat(alert.payload().toString())
        .isEqualTo(
            """
            {"source":"table","txn_id":"A","customer_id":"C-1","amount":10.50,"currency":"ZAR",\
            "country":"za","txn_type":"wire","risk_score":80.0,\
            "created_at":"2026-11-20T10:00:00Z","severity_hint":"high"}""");
    assertThat(rig.taker.alerts.get(1).severityHint()).isNull();
  }

  @Test
  void anOutageLongerThanTheWindowLosesNothing() {
    started().collect(false, rig.taker);
    for (int hour = 0; hour < 30; hour++) {
      rig.clock.advance(Duration.ofHours(1));
      arrive(hour, hour + 1);
    }

    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 30));
  }

  @Test
  void aRowThatIsCommittedLateIsFoundAndNoneComesTwice() {
    var source = started();
    arrive(0, 1);
    var late = rig.clock.instant();
    for (int look = 0; look < 20; look++) {
      source.collect(look % 5 == 0, rig.taker);
      rig.clock.advance(Duration.ofSeconds(30));
    }
    add("A-1", 60, late);
    add("A-2", 60, late.minus(Duration.ofHours(20)));
    source.collect(false, rig.taker);
    assertThat(rig.taker.ids()).containsExactly("A-0", "A-1");

    source.collect(true, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A-0", "A-1", "A-2");
  }

  @Test
  void whatLiesBehindEveryLookIsForgotten() {
    var source = started();
    for (int day = 0; day < 5; day++) {
      arrive(day, day + 1);
      source.collect(true, rig.taker);
      rig.clock.advance(Duration.ofDays(1));
    }
    source.collect(true, rig.taker);

    assertThat(rig.taker.ids()).containsExactly(ids(0, 5));
    assertThat(rig.jdbc.sql("select count(*) from alert_seen").query(Integer.class).single())
        .isLessThanOrEqualTo(2);
  }

  @Test
  void aRowWhoseScoreRoseIsAnotherAlert() {
    arrive(0, 1);
    var source = started();
    source.collect(false, rig.taker);
    bank.sql("update transactions set risk_score = 95").update();

    source.collect(false, rig.taker);

    assertThat(rig.taker.alerts)
        .extracting(alert -> String.valueOf(alert.severityHint()))
        .containsExactly("null", "HIGH");
  }

  @Test
  void aRowThatIsNoAlertIsToldOfOnceAndStopsNoOther() {
    add("bad\nid", 150, rig.clock.instant());
    arrive(0, 2);

    started().collect(false, rig.taker);
    started().collect(true, rig.taker);

    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 2));
    assertThat(rig.taker.failures)
        .containsExactly("transaction bad_id: /risk_score: must lie between 0 and 100");
  }

  @Test
  void theSameRowTwiceIsOneAlert() {
    add("A", 60, rig.clock.instant());
    add("A", 60, rig.clock.instant());

    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A");
  }

  @Test
  void anotherQueryIsAMatterOfConfiguration() {
    arrive(0, 1);
    var own =
        "select txn_id as external_id, 'HIGH' as severity_hint, cast(null as varchar(5)) as note,"
            + " true as flagged, created_at from transactions"
            + " where created_at > :since and created_at <= :until and :until is not null";

    started(own).collect(false, rig.taker);

    assertThat(rig.taker.alerts)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.externalId()).isEqualTo("A-0");
              assertThat(alert.severityHint()).isEqualTo(Severity.HIGH);
              assertThat(alert.payload().path("note").isNull()).isTrue();
              assertThat(alert.payload().path("flagged").isBoolean()).isTrue();
            });
  }

  @Test
  void aQueryThatWritesIsRefusedByTheConnectionOrTheDriver() {
    arrive(0, 1);
    var writing = "delete from transactions where created_at > :since and created_at <= :until";

    assertThatThrownBy(() -> started(writing).collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class);

    assertThat(bank.sql("select count(*) from transactions").query(Integer.class).single()).isOne();
  }

  @Test
  @Tag("S3-162")
  void whatIsSaidOfAFailureHoldsNoSecret() {
    var away =
        new TransactionTable(
            new TableProperties(
                new TableProperties.Connection(
                    null, "127.0.0.1:1", "bank", "monitor", "the-password"),
                TableProperties.QUERY,
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                BigDecimal.valueOf(80),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                500),
            new SourcePositions(rig.jdbc, rig.clock),
            rig.clock);

    assertThatThrownBy(() -> away.collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class)
        .hasMessage("the table cannot be read: SQL state 08001")
        .hasNoCause();
  }
}
