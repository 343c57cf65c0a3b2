package io.casework.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is due and nobody has, read with what is to be said; the rows are locked. */
final class DueDeliveries {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  DueDeliveries(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** In the caller's transaction, which claims them; those that another node locks are left out. */
  List<Delivery> claimable(Collection<String> channels, int atMost, Instant now) {
    var rows =
        jdbc.sql(
                """
                select * from notification_delivery
                where state = 'waiting' and channel = any(:channels) and next_attempt_at <= :now
                order by next_attempt_at, delivery_id fetch first :limit rows only
                for update skip locked
                """)
            .param("channels", channels.toArray(String[]::new))
            .param("now", Utc.of(now))
            .param("limit", atMost)
            .query((row, number) -> row(row))
            .list();
    if (rows.isEmpty()) {
      return List.of();
    }
    var notices =
        jdbc
            .sql("select * from notification where notification_key = any(:keys)")
            .param("keys", rows.stream().map(Row::key).distinct().toArray(String[]::new))
            .query((row, number) -> notice(row))
            .list()
            .stream()
            .collect(Collectors.toMap(Notice::key, Function.identity()));
    return rows.stream().map(row -> row.about(notices.get(row.key()))).toList();
  }

  static List<String> list(@Nullable String stored) {
    return stored == null || stored.isEmpty() ? List.of() : List.of(stored.split(","));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("delivery_id"),
        row.getString("notification_key"),
        row.getString("destination"),
        row.getInt("attempts") + 1,
        list(row.getString("fallback")),
        Utc.read(row, "asked_at"));
  }

  private Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        row.getString("notification_key"),
        row.getString("audience"),
        row.getString("kind"),
        row.getString("urgency"),
        Optional.ofNullable(row.getString("case_id")).map(CaseId::new).orElse(null),
        row.getString("subject"),
        row.getString("text"),
        row.getString("link"),
        facts(row.getString("facts")));
  }

  private Map<String, Object> facts(@Nullable String stored) {
    try {
      return stored == null ? Map.of() : json.readValue(stored, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Row(
      long id,
      String key,
      String destination,
      int attempt,
      List<String> fallback,
      Instant askedAt) {

    Delivery about(Notice notice) {
      return new Delivery(id, Destination.of(destination), attempt, fallback, askedAt, notice);
    }
  }
}
