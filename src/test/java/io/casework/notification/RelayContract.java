package io.casework.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.casework.MovingClock;
import io.casework.core.Bell;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import io.casework.notification.NotificationMatrix.Recipients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of messages, whatever their channels do, on every database. */
abstract class RelayContract {

  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NotificationBells bells = new NotificationBells();
  private final List<OperationsEvent> facts = new CopyOnWriteArrayList<>();
  private final Channel slack = new Channel("slack");
  private final Channel email = new Channel("email");
  private final Map<String, Recipients> matrix =
      Map.of(
          "both", new Recipients(List.of("slack:high", "email:leads"), List.of("email:leads")),
          "one", new Recipients(List.of("slack:high"), List.of("email:leads")),
          "two", new Recipients(List.of("slack:high", "slack:soc"), List.of("email:leads")),
          "mine", new Recipients(List.of("email:addressee"), List.of()),
          "nobody", new Recipients(List.of(), List.of()),
          "triage_failed", new Recipients(List.of("email:leads"), List.of()));
  private HikariDataSource database;
  private JdbcClient jdbc;
  private TransactionTemplate transaction;
  private NotificationProperties properties = properties(Set.of());
  private JdbcNotifications notifications;
  private Deliveries deliveries;
  private UndeliveredNotices undelivered;

  abstract String url();

  abstract String user();

  abstract String vendor();

  @BeforeEach
  void open() {
    var pool = new HikariConfig();
    pool.setJdbcUrl(url());
    pool.setUsername(user());
    database = new HikariDataSource(pool);
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/" + vendor())
        .load()
        .migrate();
    jdbc = JdbcClient.create(database);
    jdbc.sql("delete from notification_delivery").update();
    jdbc.sql("delete from notification").update();
    build();
  }

  private void build() {
    var transactions = new JdbcTransactionManager(database);
    transaction = new TransactionTemplate(transactions);
    notifications =
        new JdbcNotifications(
            new JdbcTemplate(database),
            transactions,
            new Addressing(new Table(), properties),
            bells,
            NotifierContract.JSON,
            clock);
    deliveries =
        new Deliveries(
            jdbc,
            transactions,
            properties,
            new NotificationMeters(meters),
            bells,
            this::heard,
            NotifierContract.JSON,
            clock);
    undelivered = new UndeliveredNotices(jdbc, transactions, bells, this::heard, clock);
  }

  private void heard(Object fact) {
    facts.add((OperationsEvent) fact);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eachDestinationGetsItOnceAndTheSecondAskerIsToldSo() {
    assertThat(ask("both", "k")).isTrue();
    assertThat(ask("both", "k")).isFalse();

    everyone();
    everyone();

    assertThat(slack.sent).containsExactly("k slack:high 1");
    assertThat(email.sent).containsExactly("k email:leads 1");
    assertThat(meters.get("alert.routing").tag("destination", "slack:high").timer().count())
        .isOne();
  }

  @Test
  void whereTheMatrixNamesNobodyNobodyIsTold() {
    assertThat(ask("nobody", "k")).isTrue();

    assertThat(rows()).isEmpty();
  }

  @Test
  @Tag("S3-48")
  @Tag("S3-160")
  void aChannelThatFailsIsAskedThreeTimesWithinFortySecondsThenTheFallbackOnce() {
    slack.answers = delivery -> Outcome.failed("answered 500");
    ask("one", "k");
    everyone();
    clock.advance(Duration.ofSeconds(3));
    everyone();
    assertThat(slack.sent).as("not before its time").hasSize(1);

    clock.advance(Duration.ofSeconds(4));
    everyone();
    clock.advance(Duration.ofSeconds(25));
    everyone();
    everyone();
    clock.advance(Duration.ofHours(1));
    everyone();

    assertThat(slack.sent).containsExactly("k slack:high 1", "k slack:high 2", "k slack:high 3");
    assertThat(email.sent).containsExactly("k email:leads 1");
    assertThat(rows())
        .containsExactly("email:leads sent 1 null", "slack:high failed 3 answered 500");
    assertThat(facts).extracting(OperationsEvent::kind).containsExactly("notification_given_up");
    assertThat(count("slack", "failed")).isEqualTo(1);
    assertThat(count("slack", "retried")).isEqualTo(2);
    assertThat(count("email", "sent")).isEqualTo(1);
  }

  @Test
  void aFallbackThatIsADestinationAnywayGetsItOnce() {
    slack.answers = delivery -> Outcome.refused("answered 404");
    ask("both", "k");

    everyone();
    everyone();

    assertThat(slack.sent).hasSize(1);
    assertThat(email.sent).containsExactly("k email:leads 1");
  }

  @Test
  void twoDestinationsThatAreGivenUpShareTheirFallback() {
    slack.answers = delivery -> Outcome.refused("answered 404");
    ask("two", "k");

    everyone();
    everyone();

    assertThat(email.sent).containsExactly("k email:leads 1");
  }

  @ParameterizedTest
  @CsvSource({"PT7S, PT6S, 1", "PT7S, PT8S, 2", "PT59S, PT58S, 1", "PT59S, PT60S, 2"})
  void aChannelThatAsksForTimeGetsIt(Duration asked, Duration later, int tries) {
    slack.answers = delivery -> Outcome.busy("answered 429", asked);
    ask("one", "k");
    everyone();

    clock.advance(later);
    everyone();

    assertThat(slack.sent).hasSize(tries);
  }

  @Test
  void aChannelThatAsksForTooMuchTimeIsReplacedAtOnce() {
    slack.answers = delivery -> Outcome.busy("answered 429", Duration.ofMinutes(2));
    ask("one", "k");

    everyone();
    everyone();

    assertThat(slack.sent).hasSize(1);
    assertThat(email.sent).containsExactly("k email:leads 1");
  }

  @Test
  void whoIsHeldUpByABusyChannelLosesNoTry() {
    slack.answers = delivery -> Outcome.busy("answered 429", Duration.ofSeconds(1));
    askMany("one", 5);
    everyone();
    assertThat(slack.sent).containsExactly("k0 slack:high 1");

    slack.answers = delivery -> Outcome.DELIVERED;
    clock.advance(Duration.ofSeconds(2));
    everyone();

    assertThat(slack.sent)
        .containsExactlyInAnyOrder(
            "k0 slack:high 1",
            "k0 slack:high 2",
            "k1 slack:high 1",
            "k2 slack:high 1",
            "k3 slack:high 1",
            "k4 slack:high 1");
  }

  @Test
  void manyWhoWaitForASilentChannelCostOneCallEachTimeAndAllFallBackInTime() {
    slack.answers = delivery -> Outcome.silent("no answer in time");
    askMany("one", 40);

    everyone();
    clock.advance(Duration.ofSeconds(7));
    everyone();
    clock.advance(Duration.ofSeconds(25));
    everyone();
    everyone();

    assertThat(slack.sent).hasSize(3);
    assertThat(email.sent).hasSize(40);
  }

  @Test
  void aDestinationThatFailsStopsNoOtherOfItsChannel() {
    slack.answers =
        delivery ->
            delivery.destination().name().equals("high")
                ? Outcome.silent("no answer")
                : Outcome.DELIVERED;
    ask("two", "k");

    everyone();

    assertThat(rows()).contains("slack:soc sent 1 null");
  }

  @Test
  void aNodeThatDiesAmidATryCostsThatTryAndNeverAFourthOne() {
    ask("one", "k");
    for (int i = 0; i < 3; i++) {
      assertThat(deliveries.claim(List.of("slack"), 10)).hasSize(1);
      assertThat(deliveries.claim(List.of("slack"), 10)).as("nobody else's").isEmpty();
      clock.advance(Deliveries.LEASE.plusSeconds(1));
    }

    everyone();
    everyone();

    assertThat(slack.sent).isEmpty();
    assertThat(rows())
        .containsExactly("email:leads sent 1 null", "slack:high failed 3 cut off in its last try");
  }

  @Test
  void twoNodesShareTheWorkAndDoNothingTwice() {
    askMany("one", 400);

    var nodes =
        IntStream.range(0, 4)
            .mapToObj(
                node ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (relay(slack).deliverDue() > 0) {
                            // more
                          }
                        }))
            .toList();
    nodes.forEach(CompletableFuture::join);

    assertThat(slack.sent).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  @Tag("S3-161")
  void aChannelThatHangsStopsNoOther() throws Exception {
    var hangs = new CountDownLatch(1);
    slack.answers =
        delivery -> {
          try {
            hangs.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Outcome.DELIVERED;
        };
    var relays = List.of(relay(slack, bells.hang()), relay(email, bells.hang()));
    relays.forEach(ChannelRelay::start);
    try {
      ask("both", "k");
      ask("both", "l");

      await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(email.sent).hasSize(2));
      assertThat(slack.sent).hasSize(1);
    } finally {
      hangs.countDown();
      relays.forEach(ChannelRelay::stop);
    }
  }

  @Test
  void whoAsksIsHeardAfterTheCommitAndNotAtTheNextLook() {
    var bell = bells.hang();
    transaction.executeWithoutResult(
        status -> {
          ask("one", "k");
          assertThat(rings(bell)).isFalse();
        });

    assertThat(rings(bell)).isTrue();
  }

  @Test
  void whatIsRolledBackIsNotSent() {
    transaction.executeWithoutResult(
        status -> {
          ask("one", "k");
          status.setRollbackOnly();
        });

    everyone();

    assertThat(slack.sent).isEmpty();
  }

  @Test
  void anOperatorSeesWhatWasGivenUpAndHasItTriedAgain() {
    slack.answers = delivery -> Outcome.refused("answered 404");
    ask("one", "k");
    everyone();
    var seen = undelivered.list(10);
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).destination()).isEqualTo("slack:high");
    assertThat(seen.get(0).failure()).isEqualTo("answered 404");
    assertThat(seen.get(0).fallback()).containsExactly("email:leads");

    slack.answers = delivery -> Outcome.DELIVERED;
    assertThat(undelivered.again(seen.get(0).deliveryId(), "ops-1")).isTrue();
    assertThat(undelivered.again(seen.get(0).deliveryId(), "ops-1")).isFalse();
    everyone();

    assertThat(slack.sent).hasSize(2);
    assertThat(undelivered.list(10)).isEmpty();
  }

  @Test
  void aMessageThatAnOlderVersionLeftGoesOutByMail() {
    jdbc.sql(
            """
            insert into notification (notification_key, audience, kind, subject, text, state,
              attempts, created_at, next_attempt_at)
            values ('old', 'user:analyst-1', 'case_assigned', 's', 't', 'waiting', 1, :now, :now),
              ('older', 'channel:ops', 'x', 's', 't', 'sent', 1, :now, :now)
            """)
        .param("now", Utc.of(clock.instant()))
        .update();

    var takeover = new Takeover(jdbc, clock, url());
    takeover.adopt();
    takeover.adopt();
    everyone();

    assertThat(email.sent).containsExactly("old email:user:analyst-1 2");
    assertThat(rows()).contains("email:ops sent 1 null");
  }

  @Test
  void whatAnInstallationDoesNotHaveIsLeftOutAndTheFallbackTakesItsPlace() {
    properties = properties(Set.of("slack"));
    build();

    assertThat(notifications.destinations("both", null, "channel:x"))
        .containsExactly("email:leads");
    assertThat(notifications.destinations("one", null, "channel:x")).containsExactly("email:leads");
    assertThat(notifications.destinations("mine", "P1", "user:analyst-1"))
        .containsExactly("email:user:analyst-1");
    assertThat(notifications.destinations("mine", "P1", "group:kyc-analysts"))
        .containsExactly("email:kyc-analysts");
  }

  @Test
  @Tag("S3-105")
  void aDryRunOfManyWritesEachOnce() throws IOException {
    var file = folder.resolve("dry/run.jsonl");
    var carrier = dryRun(file);
    var relay =
        new ChannelRelay(
            "d", List.of("slack", "email"), carrier, deliveries, new Bell(), Duration.ZERO);
    askMany("both", 1160);

    while (relay.deliverDue() > 0) {
      // more
    }

    assertThat(Files.readAllLines(file)).hasSize(2320).doesNotHaveDuplicates();
    assertThat(slack.sent).isEmpty();
  }

  @Test
  @Tag("S3-144")
  @Tag("S3-162")
  void aFailureOfTriageIsMailedEvenInADryRun() throws IOException {
    var file = folder.resolve("run.jsonl");
    ask("triage_failed", "failed");
    ask("both", "k");

    dryRun(file).carry(deliveries.claim(List.of("slack", "email"), 10));

    assertThat(email.sent).containsExactly("failed email:leads 1");
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  private DryRunCarrier dryRun(Path file) {
    return new DryRunCarrier(
        Map.of("slack", slack, "email", email),
        new LiveCarrier(email, deliveries, properties, clock),
        deliveries,
        file,
        NotifierContract.JSON);
  }

  private void everyone() {
    relay(slack).deliverDue();
    relay(email).deliverDue();
  }

  private ChannelRelay relay(Channel channel) {
    return relay(channel, new Bell());
  }

  private ChannelRelay relay(Channel channel, Bell bell) {
    return new ChannelRelay(
        channel.name,
        List.of(channel.name),
        new LiveCarrier(channel, deliveries, properties, clock),
        deliveries,
        bell,
        Duration.ofSeconds(30));
  }

  private boolean ask(String kind, String key) {
    return Boolean.TRUE.equals(
        transaction.execute(status -> notifications.send(notice(kind, key))));
  }

  private void askMany(String kind, int number) {
    transaction.executeWithoutResult(
        status ->
            notifications.sendNew(
                IntStream.range(0, number).mapToObj(n -> notice(kind, "k" + n)).toList()));
  }

  private static Notice notice(String kind, String key) {
    return new Notice(
        key, "channel:compliance", kind, "high", null, "[HIGH] " + key, "t", null, Map.of("n", 1));
  }

  private static boolean rings(Bell bell) {
    var begun = System.nanoTime();
    try {
      bell.await(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return System.nanoTime() - begun < Duration.ofMillis(150).toNanos();
  }

  private List<String> rows() {
    return jdbc.sql("select * from notification_delivery order by destination")
        .query(
            (row, number) ->
                "%s %s %d %s"
                    .formatted(
                        row.getString("destination"),
                        row.getString("state"),
                        row.getInt("attempts"),
                        row.getString("failure")))
        .list();
  }

  private double count(String channel, String outcome) {
    return meters
        .get("casework.notification.tries")
        .tag("channel", channel)
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private static NotificationProperties properties(Set<String> notUsed) {
    return new NotificationProperties(
        false,
        Path.of("target"),
        Duration.ofSeconds(1),
        3,
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        notUsed,
        false,
        NotifierContract.NO_SLACK,
        NotifierContract.NO_TEAMS,
        NotifierContract.NO_EMAIL,
        Map.of());
  }

  private class Table implements NotificationMatrix {

    @Override
    public Recipients choose(String kind, @Nullable String urgency, String addressedTo) {
      return matrix.get(kind);
    }

    @Override
    public Set<String> named() {
      return Set.of();
    }
  }

  /** A channel that answers as told and remembers who called. */
  private static final class Channel implements Notifier {

    private final String name;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private volatile Function<Delivery, Outcome> answers = delivery -> Outcome.DELIVERED;

    Channel(String name) {
      this.name = name;
    }

    @Override
    public String channel() {
      return name;
    }

    @Override
    public boolean knows(String place) {
      return true;
    }

    @Override
    public Posting prepare(Delivery delivery) {
      return new Posting(
          delivery.destination(),
          delivery.notice().key(),
          Map.of("key", delivery.notice().key(), "attempt", String.valueOf(delivery.attempt())),
          delivery.notice().subject());
    }

    @Override
    public Outcome send(Posting posting) {
      var attempt = Integer.parseInt(posting.headers().get("attempt"));
      sent.add("%s %s %d".formatted(posting.headers().get("key"), posting.to(), attempt));
      return answers.apply(
          new Delivery(
              0,
              posting.to(),
              attempt,
              List.of(),
              Instant.EPOCH,
              notice("x", posting.headers().get("key"))));
    }
  }
}
