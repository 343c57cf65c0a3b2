package io.casework.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.casework.MovingClock;
import io.casework.core.OperationsEvent;
import io.casework.watch.Traces;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.tracing.SpanExporters;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** What the outbox promises on every database. */
abstract class OutboxContract {

  private HikariDataSource database;
  private AnnotationConfigApplicationContext context;
  private JdbcOutbox outbox;
  private Heard heard;
  private final MovingClock clock = new MovingClock();
  private final Bus bus = new Bus();

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
    context = new AnnotationConfigApplicationContext();
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
    context.registerBean(
        PlatformTransactionManager.class, () -> new JdbcTransactionManager(database));
    context.registerBean(Clock.class, () -> clock);
    context.registerBean(ObjectMapper.class);
    context.registerBean(OpenTelemetry.class, OpenTelemetry::noop);
    context.registerBean(SpanExporters.class, () -> SpanExporters.of(List.of()));
    context.register(
        Transactions.class, Traces.class, OutboxBell.class, JdbcOutbox.class, Heard.class);
    context.refresh();
    outbox = context.getBean(JdbcOutbox.class);
    heard = context.getBean(Heard.class);
    context.getBean(JdbcClient.class).sql("delete from outbox").update();
  }

  @AfterEach
  void close() {
    context.close();
    database.close();
  }

  @Test
  void aBusThatIsAwayCostsNoTryHoweverOften() {
    leave("a", "b");
    bus.behaviour =
        messages -> {
          throw new BusAway(new IllegalStateException());
        };
    for (int i = 0; i < 3 * OutboxRelay.MOST_TRIES; i++) {
      assertThatThrownBy(relay()::deliver).isInstanceOf(BusAway.class);
    }

    bus.behaviour = messages -> {};
    relay().deliver();

    assertThat(bus.stored).containsExactly("a", "b");
    assertThat(waiting()).isZero();
  }

  @Test
  void aBadMessageStopsNobody() {
    leave("a", "bad", "c");
    bus.behaviour = OutboxContract::refuseBad;

    relay().deliver();

    assertThat(bus.stored).containsExactly("a", "c");
    assertThat(waiting()).isOne();
  }

  @Test
  void whatIsRefusedAgainAndAgainIsGivenUpAndTold() {
    leave("bad");
    bus.behaviour = OutboxContract::refuseBad;

    giveUp();

    assertThat(bus.tries).isEqualTo(OutboxRelay.MOST_TRIES);
    assertThat(outbox.givenUp(10))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.key()).isEqualTo("bad");
              assertThat(message.attempts()).isEqualTo(OutboxRelay.MOST_TRIES);
              assertThat(message.failure()).isEqualTo("IllegalArgumentException");
            });
    assertThat(heard.facts).extracting(OperationsEvent::kind).containsExactly("message_given_up");
  }

  @Test
  void peopleCanHaveItTriedAgain() {
    leave("bad");
    bus.behaviour = OutboxContract::refuseBad;
    giveUp();
    bus.behaviour = messages -> {};

    var seq = outbox.givenUp(1).get(0).seq();
    assertThat(outbox.again(seq, "ops-1")).isTrue();
    assertThat(outbox.again(seq, "ops-1")).isFalse();
    relay().deliver();

    assertThat(bus.stored).containsExactly("bad");
    assertThat(outbox.givenUp(1)).isEmpty();
  }

  @Test
  void whatANodeHeldWhenItDiedIsSentAgainAfterItsLeaseAndTheTryCounts() {
    leave("a");
    outbox.claim(10);

    relay().deliver();
    assertThat(bus.stored).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(outbox.claim(10))
        .singleElement()
        .satisfies(message -> assertThat(message.attempt()).isEqualTo(2));
  }

  @Test
  void whoWaitsHearsWhatWasStored() {
    leave("a", "b");

    relay().deliver();

    assertThat(heard.sent)
        .containsExactly(new MessagesSent(Destination.ROUTED_CASES, List.of("a", "b")));
  }

  private OutboxRelay relay() {
    return new OutboxRelay(outbox, bus, new OutboxBell(), clock, "jdbc:none");
  }

  private int waiting() {
    return context
        .getBean(JdbcClient.class)
        .sql("select count(*) from outbox")
        .query(Integer.class)
        .single();
  }

  private void giveUp() {
    for (int i = 0; i < 2 * OutboxRelay.MOST_TRIES; i++) {
      relay().deliver();
      clock.advance(Duration.ofMinutes(6));
    }
  }

  private static void refuseBad(List<String> keys) {
    if (keys.contains("bad")) {
      throw new IllegalArgumentException();
    }
  }

  private void leave(String... keys) {
    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              for (var key : keys) {
                outbox.send(
                    new OutgoingMessage(
                        Destination.ROUTED_CASES, key, "{}", Map.of("round", 1), null));
              }
            });
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Transactions {}

  static class Heard {

    private final List<MessagesSent> sent = new ArrayList<>();
    private final List<OperationsEvent> facts = new ArrayList<>();

    @EventListener
    void hear(MessagesSent messages) {
      sent.add(messages);
    }

    @EventListener
    void hear(OperationsEvent fact) {
      facts.add(fact);
    }
  }

  /** A bus that misbehaves as told. */
  private static final class Bus implements OutboxBus {

    private final List<String> stored = new ArrayList<>();
    private Consumer<List<String>> behaviour = messages -> {};
    private int tries;

    @Override
    public void send(Destination destination, List<OutgoingMessage> messages) {
      tries++;
      var keys = messages.stream().map(OutgoingMessage::key).toList();
      behaviour.accept(keys);
      stored.addAll(keys);
    }
  }
}
