package io.casework.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.casework.MovingClock;
import io.casework.alerts.TriageProperties.AfterHours;
import io.casework.alerts.TriageProperties.OpenCase;
import io.casework.alerts.TriageProperties.Policy;
import io.casework.cases.CaseChanged;
import io.casework.core.OperationsEvent;
import io.casework.notification.Notice;
import io.casework.notification.Notifications;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import io.casework.vault.Envelopes;
import io.casework.vault.MasterKey;
import io.casework.vault.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Triage with its tables on a database, and nothing of the application around it. */
class TriageRig implements AutoCloseable {

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  final MovingClock clock = new MovingClock();
  final Told told = new Told();
  final List<OutgoingMessage> posted = new ArrayList<>();
  final JdbcClient jdbc;
  private final HikariDataSource database;
  private final AnnotationConfigApplicationContext context;

  TriageRig(String url, String user, String vendor, TriageProperties properties) {
    var pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    database = new HikariDataSource(pool);
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/" + vendor)
        .load()
        .migrate();
    jdbc = JdbcClient.create(database);
    context = new AnnotationConfigApplicationContext();
    context.registerBean(JdbcClient.class, () -> jdbc);
    context.registerBean(
        NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(database));
    context.registerBean(
        PlatformTransactionManager.class, () -> new JdbcTransactionManager(database));
    context.registerBean(Clock.class, () -> clock);
    context.registerBean(ObjectMapper.class, () -> JSON);
    context.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
    context.registerBean(TriageProperties.class, () -> properties);
    context.registerBean(SeverityTable.class, () -> new TableOnFile());
    context.registerBean(Notifications.class, () -> told);
    context.registerBean(Outbox.class, () -> posted::add);
    context.registerBean(AlertedPayments.class, () -> payment -> Optional.empty());
    context.registerBean(MasterKey.class, () -> new OpenKey());
    context.register(
        Envelopes.class,
        Tokens.class,
        SeenAlerts.class,
        AlertRows.class,
        AlertFacts.class,
        AlertNotices.class,
        AlertCases.class,
        Crowds.class,
        TriageLog.class,
        TriageMeters.class,
        TriageConfiguration.class,
        Screening.class,
        Triage.class,
        AlertQueue.class,
        AlertDesk.class,
        DecidedAlerts.class,
        TriageReport.class,
        Runs.class,
        Ingest.class,
        Facts.class);
    context.refresh();
    List.of("alert_crowd", "alert_triage", "alert_batch", "alert_dedup", "alert", "triage_run")
        .forEach(table -> jdbc.sql("delete from " + table).update());
  }

  static TriageProperties properties(Policy policy) {
    return properties(policy, OpenCase.NEVER, false);
  }

  static TriageProperties properties(Policy policy, OpenCase openCase, boolean afterHours) {
    return new TriageProperties(
        policy,
        Duration.ofHours(24),
        Set.of("source", "message_id", "created_at"),
        openCase,
        50,
        Duration.ofMinutes(15),
        Duration.ofMinutes(5),
        Duration.ofDays(400),
        true,
        "http://127.0.0.1:8080",
        new AfterHours(
            afterHours,
            ZoneOffset.UTC,
            Set.of(
                DayOfWeek.MONDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY),
            LocalTime.of(9, 0),
            LocalTime.of(17, 0)));
  }

  Tally take(List<IncomingAlert> alerts) {
    return bean(Ingest.class).request("test", alerts, "ops-1");
  }

  Tally take(String... alerts) {
    return take(List.of(alerts).stream().map(alert -> read("api", alert)).toList());
  }

  /** Something happens to a case. */
  void happens(CaseChanged change) {
    context.publishEvent(change);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  List<OperationsEvent> facts() {
    return bean(Facts.class).all;
  }

  List<Alert> queue() {
    return jdbc.sql("select * from alert where source <> 'decision' order by raised_at, alert_id")
        .query((row, number) -> AlertRows.read(row))
        .list();
  }

  static IncomingAlert read(String source, String json) {
    try {
      return AlertReader.read(source, (ObjectNode) JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The 30 mails of the sample. */
  static List<IncomingAlert> mails() {
    try {
      var alerts = new ArrayList<IncomingAlert>();
      JSON.readTree(Path.of("src/test/resources/triage/vendor-emails.json").toFile())
          .forEach(mail -> alerts.add(AlertReader.read("email", (ObjectNode) mail)));
      return alerts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The 50 transactions of the sample; their system calls scores from 80 high. */
  static List<IncomingAlert> transactions() {
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    var file = Path.of("src/test/resources/triage/transaction-monitoring.csv");
    try (var rows = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      return rows.stream()
          .map(
              row -> {
                var payload = JSON.createObjectNode();
                row.toMap().forEach(payload::put);
                if (Double.parseDouble(row.get("risk_score")) >= 80) {
                  payload.put("severity_hint", "high");
                }
                return AlertReader.read("csv", payload);
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<IncomingAlert> sample() {
    var all = new ArrayList<>(mails());
    all.addAll(transactions());
    return all;
  }

  @Override
  public void close() {
    context.close();
    database.close();
  }

  /** What was asked to be told. */
  static class Told implements Notifications {

    final List<Notice> notices = new ArrayList<>();

    @Override
    public boolean send(Notice notice) {
      if (notices.stream().anyMatch(known -> known.key().equals(notice.key()))) {
        return false;
      }
      return notices.add(notice);
    }

    @Override
    public void sendNew(List<Notice> more) {
      assertThat(more).allSatisfy(notice -> assertThat(send(notice)).isTrue());
    }

    @Override
    public List<Told> told(String key) {
      return List.of();
    }

    @Override
    public List<String> destinations(String kind, @Nullable String urgency, String audience) {
      return switch (String.valueOf(urgency)) {
        case "critical" -> List.of("slack:compliance-critical", "email:compliance-leads");
        case "high" -> List.of("slack:compliance-high", "email:compliance");
        case "medium" -> List.of("slack:compliance-info");
        default -> List.of("email:archive");
      };
    }
  }

  static class Facts {

    final List<OperationsEvent> all = new ArrayList<>();

    @EventListener
    void on(OperationsEvent fact) {
      all.add(fact);
    }
  }

  /** Wraps by doing nothing: what is sealed is not looked at here. */
  static class OpenKey implements MasterKey {

    @Override
    public byte[] wrap(byte[] key, String context) {
      return key.clone();
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
      return wrapped.clone();
    }
  }
}
