package io.casework.assignment;

import io.casework.core.Change;
import io.casework.core.Failpoints;
import io.casework.core.OperationsEvent;
import io.casework.core.Route;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who works what and when; fraud leads edit it. */
@Repository
@Transactional
public class Roster {

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher facts;

  Roster(JdbcClient jdbc, ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.facts = facts;
  }

  public List<Analyst> all() {
    return jdbc.sql("select * from analyst order by level, user_id")
        .query((row, number) -> analyst(row))
        .list();
  }

  public Optional<Analyst> find(String userId) {
    return jdbc.sql("select * from analyst where user_id = :user")
        .param("user", userId)
        .query((row, number) -> analyst(row))
        .optional();
  }

  /** How many cases this person still has open. */
  public int openCases(String userId) {
    return jdbc.sql(
            "select count(*) from case_record where assignee = :user and status <> 'closed'")
        .param("user", userId)
        .query(Integer.class)
        .single();
  }

  /** Adds a line or replaces the line of the same person. */
  public void put(Analyst analyst, String actor) {
    var before = find(analyst.userId());
    remove(analyst.userId());
    jdbc.sql(
            """
            insert into analyst (user_id, level, skills, time_zone, work_days, shift_start,
              shift_end, max_open, available)
            values (:user, :level, :skills, :zone, :days, :start, :end, :max, :available)
            """)
        .param("user", analyst.userId())
        .param("level", analyst.level())
        .param("skills", words(analyst.skills()))
        .param("zone", analyst.zone().getId())
        .param("days", words(analyst.workDays()))
        .param("start", analyst.shiftStart().toString())
        .param("end", analyst.shiftEnd().toString())
        .param("max", analyst.maxOpen())
        .param("available", analyst.available())
        .update();
    publish(analyst.userId(), before.map(Roster::fields), Optional.of(fields(analyst)), actor);
  }

  private void publish(
      String userId,
      Optional<Map<String, Object>> before,
      Optional<Map<String, Object>> after,
      String actor) {
    var what = new LinkedHashMap<String, Object>();
    what.put("user_id", userId);
    what.put("on_roster", new Change(before.isPresent(), after.isPresent()));
    for (var name : before.or(() -> after).orElseThrow().keySet()) {
      var change =
          new Change(
              before.map(line -> line.get(name)).orElse(null),
              after.map(line -> line.get(name)).orElse(null));
      if (!Objects.equals(change.before(), change.after())) {
        what.put(name, change);
      }
    }
    facts.publishEvent(new OperationsEvent("roster_changed", null, actor, what));
  }

  private static Map<String, Object> fields(Analyst line) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("level", line.level());
    fields.put("skills", words(line.skills()));
    fields.put("zone", line.zone().getId());
    fields.put("work_days", words(line.workDays()));
    fields.put("shift_start", line.shiftStart().toString());
    fields.put("shift_end", line.shiftEnd().toString());
    fields.put("max_open", line.maxOpen());
    fields.put("available", line.available());
    return fields;
  }

  /** Takes a person off the roster; what they have open stays theirs. */
  public boolean remove(String userId, String actor) {
    var before = find(userId);
    before.ifPresent(
        line -> {
          remove(userId);
          publish(userId, Optional.of(fields(line)), Optional.empty(), actor);
        });
    return before.isPresent();
  }

  private int remove(String userId) {
    return jdbc.sql("delete from analyst where user_id = :user").param("user", userId).update();
  }

  /** Those with the skill and room for more, least open work first. */
  List<Candidate> candidates(Route route, int level) {
    return jdbc.sql(
            """
            select * from (
              select a.*, (select count(*) from case_record c
                where c.assignee = a.user_id and c.status <> 'closed') as open_cases
              from analyst a
              where a.level = :level and a.available and a.skills like :skill) candidates
            where open_cases < max_open
            order by open_cases, user_id
            """)
        .param("level", level)
        .param("skill", "%" + route + "%")
        .query((row, number) -> new Candidate(analyst(row), row.getInt("open_cases")))
        .list();
  }

  /**
   * Holds the person's line until the transaction ends and counts again, so that none overflows.
   */
  boolean takeIfFree(String userId) {
    var maxOpen =
        jdbc.sql("select max_open from analyst where user_id = :user for update")
            .param("user", userId)
            .query(Integer.class)
            .optional();
    if (maxOpen.isEmpty()) {
      return false;
    }
    Failpoints.hit("assign.after-claim");
    return openCases(userId) < maxOpen.get();
  }

  private static Analyst analyst(ResultSet row) throws SQLException {
    return new Analyst(
        row.getString("user_id"),
        row.getInt("level"),
        Arrays.stream(row.getString("skills").split(" "))
            .filter(word -> !word.isBlank())
            .map(Route::of)
            .collect(Collectors.toUnmodifiableSet()),
        ZoneId.of(row.getString("time_zone")),
        Arrays.stream(row.getString("work_days").split(" "))
            .filter(word -> !word.isBlank())
            .map(DayOfWeek::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        LocalTime.parse(row.getString("shift_start")),
        LocalTime.parse(row.getString("shift_end")),
        row.getInt("max_open"),
        row.getBoolean("available"));
  }

  private static String words(Set<?> values) {
    return values.stream().map(Object::toString).sorted().collect(Collectors.joining(" "));
  }

  record Candidate(Analyst analyst, int openCases) {}
}
