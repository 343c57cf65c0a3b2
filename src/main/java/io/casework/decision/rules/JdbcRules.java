package io.casework.decision.rules;

import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rules and their versions as rows; versions are only added. */
@Repository
class JdbcRules {

  private static final String CURRENT =
      """
      select v.*, r.created_by, r.created_at from fraud_rule r
      join fraud_rule_version v on v.rule_id = r.rule_id and v.version = r.version
      """;

  private final JdbcClient jdbc;

  JdbcRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Rule> all() {
    return jdbc.sql(CURRENT + "order by r.created_at, r.rule_id").query(this::rule).list();
  }

  List<Rule> active() {
    return jdbc.sql(CURRENT + "where r.active order by r.created_at, r.rule_id")
        .query(this::rule)
        .list();
  }

  Optional<Rule> find(String id) {
    return jdbc.sql(CURRENT + "where r.rule_id = :id").param("id", id).query(this::rule).optional();
  }

  List<RuleVersion> versions(String id) {
    return jdbc.sql("select * from fraud_rule_version where rule_id = :id order by version desc")
        .param("id", id)
        .query(this::version)
        .list();
  }

  Optional<RuleVersion> version(String id, int version) {
    return jdbc.sql("select * from fraud_rule_version where rule_id = :id and version = :version")
        .param("id", id)
        .param("version", version)
        .query(this::version)
        .optional();
  }

  Set<String> ids() {
    return Set.copyOf(jdbc.sql("select rule_id from fraud_rule").query(String.class).list());
  }

  int countActive() {
    return jdbc.sql("select count(*) from fraud_rule where active").query(Integer.class).single();
  }

  /** Grows with every change, because each adds one to a version and rules are never deleted. */
  long revision() {
    return jdbc.sql("select coalesce(sum(version), 0) from fraud_rule").query(Long.class).single();
  }

  void add(RuleVersion first) {
    jdbc.sql(
            """
            insert into fraud_rule (rule_id, version, active, created_by, created_at)
            values (:id, :version, :active, :by, :at)
            """)
        .param("id", first.id())
        .param("version", first.version())
        .param("active", first.content().active())
        .param("by", first.changedBy())
        .param("at", Utc.of(first.changedAt()))
        .update();
    addVersion(first);
  }

  /** Moves the rule on from the version before; false when somebody else was quicker. */
  boolean change(RuleVersion next) {
    var moved =
        jdbc.sql(
                """
                update fraud_rule set version = :version, active = :active
                where rule_id = :id and version = :before
                """)
            .param("version", next.version())
            .param("active", next.content().active())
            .param("id", next.id())
            .param("before", next.version() - 1)
            .update();
    if (moved == 0) {
      return false;
    }
    addVersion(next);
    return true;
  }

  private void addVersion(RuleVersion version) {
    var content = version.content();
    jdbc.sql(
            """
            insert into fraud_rule_version (rule_id, version, name, description, condition_json,
              weight, flag, hard_block, review, active, changed_by, changed_at)
            values (:id, :version, :name, :description, :condition, :weight, :flag, :hardBlock,
              :review, :active, :by, :at)
            """)
        .params(
            Map.of(
                "id", version.id(),
                "version", version.version(),
                "by", version.changedBy(),
                "at", Utc.of(version.changedAt())))
        .param("name", content.name())
        .param("description", content.description())
        .param("condition", RuleJson.write(content.condition()))
        .param("weight", content.weight())
        .param("flag", content.flag())
        .param("hardBlock", content.hardBlock())
        .param("review", content.review())
        .param("active", content.active())
        .update();
  }

  private Rule rule(ResultSet row, int number) throws SQLException {
    return new Rule(version(row, number), row.getString("created_by"), Utc.read(row, "created_at"));
  }

  private RuleVersion version(ResultSet row, int number) throws SQLException {
    return new RuleVersion(
        row.getString("rule_id"),
        row.getInt("version"),
        new RuleContent(
            row.getString("name"),
            row.getString("description"),
            RuleJson.read(row.getString("condition_json")),
            row.getBigDecimal("weight"),
            row.getString("flag"),
            row.getBoolean("hard_block"),
            row.getBoolean("review"),
            row.getBoolean("active")),
        row.getString("changed_by"),
        Utc.read(row, "changed_at"));
  }
}
