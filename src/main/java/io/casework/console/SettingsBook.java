package io.casework.console;

import io.casework.core.CaseEvent;
import io.casework.core.Change;
import io.casework.core.OperationsEvent;
import io.casework.core.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Remembers the settings of the last start, and records what the present one has otherwise. */
@Component
class SettingsBook {

  /** So that a record stays well below what one holds. */
  private static final int CHANGES_PER_RECORD = 15;

  private final List<Settings> rooms;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher facts;

  SettingsBook(List<Settings> rooms, JdbcClient jdbc, ApplicationEventPublisher facts) {
    this.rooms = rooms;
    this.jdbc = jdbc;
    this.facts = facts;
  }

  /** Compares, records and remembers. */
  @Transactional
  public void compare() {
    var now = new TreeMap<String, String>();
    rooms.forEach(room -> now.putAll(room.inForce()));
    var before = remembered();
    var names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    var changes = new LinkedHashMap<String, Object>();
    for (var name : names) {
      var change = new Change(before.get(name), now.get(name));
      if (change.before() == null || !change.before().equals(change.after())) {
        remember(name, now.get(name));
        changes.put(name, change);
      }
      if (changes.size() == CHANGES_PER_RECORD) {
        publish(changes);
      }
    }
    publish(changes);
  }

  private void publish(Map<String, Object> changes) {
    if (!changes.isEmpty()) {
      facts.publishEvent(
          new OperationsEvent(
              "configuration_changed", null, CaseEvent.SYSTEM, new LinkedHashMap<>(changes)));
      changes.clear();
    }
  }

  private Map<String, String> remembered() {
    var found = new TreeMap<String, String>();
    jdbc.sql("select name, setting_value from setting order by name for update")
        .query(
            row -> {
              found.put(row.getString("name"), row.getString("setting_value"));
            });
    return found;
  }

  private void remember(String name, @Nullable String value) {
    jdbc.sql("delete from setting where name = :name").param("name", name).update();
    if (value != null) {
      jdbc.sql("insert into setting (name, setting_value) values (:name, :value)")
          .param("name", name)
          .param("value", value)
          .update();
    }
  }
}
