package io.casework.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.invariants.Findings.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * A sound installation has no breach, and whatever is broken in the database shows under its own
 * number.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(
    properties = {
      "casework.notification.poll-interval=PT1H",
      "casework.audit.part-records=20",
      "casework.invariants.canaries=planted-canary,4111-canary"
    })
abstract class OracleContract {

  static final String OPEN = TestEvents.id();
  static final String DECIDED = TestEvents.id();
  static final String BREACHED = TestEvents.id();
  static final String REOPENED = TestEvents.id();
  static final String REQUESTED = TestEvents.id();
  static final String CLEARED = "00000000-0000-4000-8000-000000000001"; // not in the sample

  private static final String OLD = "timestamp with time zone '2020-01-01 00:00:00+00'";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationContext context;
  @Autowired Oracle oracle;
  @Autowired OracleRounds rounds;

  /** Lets the statement change a table that can only grow. */
  abstract void tamper(String table, String sql);

  @BeforeAll
  void work() {
    jdbc.sql("update analyst set max_open = 1000").update();
    desk.send(
        TestEvents.kyc(OPEN),
        TestEvents.kyc(DECIDED),
        TestEvents.kyc(REOPENED),
        TestEvents.kyc(DECIDED),
        "{",
        TestEvents.unsuspicious(CLEARED),
        TestEvents.merchantEscalation(REQUESTED),
        TestEvents.dueAt(TestEvents.highRisk(BREACHED), Instant.now().plusSeconds(4)));
    List.of(OPEN, DECIDED, REOPENED, REQUESTED).forEach(desk::awaitReview);
    decide(DECIDED);
    decide(REOPENED);
    desk.post("lead-1", "/api/v1/cases/" + REOPENED + "/reopen", "{\"note\":\"look again\"}");
    desk.awaitCase(REOPENED, now -> now.path("round").asInt() == 2);
    desk.awaitCase(REOPENED, now -> !now.path("assignee").isNull());
    desk.post("lead-1", "/api/v1/cases/" + REQUESTED + "/escalate", "");
    desk.awaitCase(BREACHED, now -> now.path("escalation_level").asInt() == 1);
    desk.awaitCase(CLEARED, now -> now.path("status").asText().equals("closed"));
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              assertThat(broken()).isEmpty();
              assertThat(count("select count(*) from case_bundle where state = 'due'")).isZero();
              assertThat(count("select count(*) from label where sent_at is null")).isZero();
            });
  }

  private void decide(String id) {
    var answer =
        desk.post(
            "analyst-kyc",
            "/api/v1/cases/" + id + "/resolution",
            "{\"decision\":\"legit\",\"reason_code\":\"travel\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @BeforeEach
  void nothingIsBroken() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void aSoundInstallationHasNoBreachAndNothingUnchecked() {
    var findings = oracle.check(Instant.EPOCH, null);

    assertThat(findings.sound()).as(findings.toString()).isTrue();
    assertThat(findings.invariants())
        .extracting(Finding::id)
        .startsWith("I1a", "I1b", "I1c", "I1d", "I2a")
        .endsWith("I14a", "I14b", "I14c")
        .hasSizeGreaterThan(35);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaks")
  void whatIsBrokenShowsUnderItsNumber(Break what) {
    what.stopped().forEach(bean -> lifecycle(bean).stop());
    try {
      what.sql().forEach(sql -> jdbc.sql(sql).update());
      try {
        assertThat(broken()).extracting(Finding::id).containsExactlyElementsOf(what.ids());
        assertThat(broken().get(0).examples()).singleElement().asString().contains(what.example());
      } finally {
        what.repair().forEach(sql -> jdbc.sql(sql).update());
      }
    } finally {
      what.stopped().forEach(bean -> lifecycle(bean).start());
    }
  }

  static Stream<Break> breaks() {
    var random = TestEvents.id();
    var unrouted = TestEvents.id();
    var unreviewed = TestEvents.id();
    var second = TestEvents.id();
    return Stream.of(
        new Break("I1a", random)
            .by(
                "insert into inbox values ('%s', '%s', '%s', current_timestamp, 1, current_timestamp)"
                    .formatted(random, random, "0".repeat(64)))
            .mendedBy("delete from inbox where event_id = '%s'".formatted(random)),
        new Break("I1b", OPEN).without("inbox", "event_id = '%s'".formatted(OPEN)),
        new Break("I1c", unrouted).byCase(unrouted, unrouted, "null", "current_timestamp"),
        new Break("I1d", unreviewed).byCase(unreviewed, unreviewed, "'kyc-review'", OLD),
        new Break("I2a", second).byCase(second, OPEN, "'kyc-review'", "current_timestamp"),
        new Break("I2b", "somebody")
            .by(execution("one", "somebody", "case-intake"))
            .by(execution("two", "somebody", "case-intake"))
            .mendedBy("delete from act_ru_execution where business_key_ = 'somebody'"),
        new Break("I3a", OPEN)
            .byCopy(
                "act_hi_procinst",
                "business_key_ = '%s' and proc_def_key_ = 'case-review'".formatted(OPEN),
                "id_ = 'copy', proc_inst_id_ = 'copy'",
                "id_ = 'copy'"),
        new Break("I3b", OPEN)
            .byChange(
                "act_ru_variable",
                variable("route"),
                "text_ = 'high-risk'",
                "text_ = 'kyc-review'"),
        new Break("I3c", OPEN)
            .byChange(
                "act_ru_variable", variable("route"), "text_ = 'high-risk'", "text_ = 'kyc-review'")
            .byChange("case_record", of(OPEN), "route = 'high-risk'", "route = 'kyc-review'"),
        new Break("I4a", OPEN)
            .byChange(
                "act_ru_task", task(OPEN), "assignee_ = 'someone'", "assignee_ = 'analyst-kyc'"),
        new Break("I4a", OPEN)
            .byCopy("act_ru_task", task(OPEN), "id_ = 'copy'", "id_ = 'copy'")
            .byCopy(
                "act_ru_identitylink",
                link(OPEN),
                "id_ = 'copy', task_id_ = 'copy'",
                "id_ = 'copy'"),
        new Break("I4b", DECIDED)
            .by(execution("one", DECIDED, "protective-action"))
            .mendedBy("delete from act_ru_execution where id_ = 'one'")
            .byCopy(
                "act_ru_task", task(OPEN), "id_ = 'copy', proc_inst_id_ = 'one'", "id_ = 'copy'")
            .byCopy(
                "act_ru_identitylink",
                link(OPEN),
                "id_ = 'copy', task_id_ = 'copy'",
                "id_ = 'copy'"),
        new Break("I5a", DECIDED)
            .byChange("label", of(DECIDED), "supersedes = 'x'", "supersedes = null"),
        new Break("I5a", DECIDED).without("label", of(DECIDED)),
        new Break("I5a", CLEARED).without("label", of(CLEARED)),
        new Break("I5b", DECIDED)
            .byCopy(
                "label",
                of(DECIDED),
                "feedback_id = '%s:9'".formatted(DECIDED),
                "feedback_id = '%s:9'".formatted(DECIDED)),
        new Break("I5b", DECIDED).without("case_resolution", of(DECIDED)).and("I5c", "I8a"),
        new Break("I5d", DECIDED)
            .byChange("label", of(DECIDED), "sent_at = null", "sent_at = current_timestamp"),
        new Break("I6a", BREACHED)
            .byChange("case_record", of(BREACHED), "escalation_level = 2", "escalation_level = 1"),
        new Break("I6b", BREACHED)
            .byChange(
                "case_escalation",
                of(BREACHED),
                "due_at = escalated_at + interval '1' hour",
                "due_at = escalated_at"),
        new Break("I6c", OPEN)
            .byChange("case_record", of(OPEN), "due_at = " + OLD, "due_at = policy_due_at"),
        new Break("I6d", REQUESTED)
            .byCopy("case_escalation", of(REQUESTED), "round = 0", "round = 0"),
        new Break("I7a", "case_assigned")
            .byChange("notification_delivery", aDelivery(), "attempts = 9", "attempts = 0"),
        new Break("I7b", "case_assigned")
            .byChange(
                "notification_delivery",
                aDelivery(),
                "state = 'waiting', next_attempt_at = " + OLD,
                "next_attempt_at = current_timestamp"),
        new Break("I8a", CLEARED)
            .byChange(
                "case_record", of(CLEARED), "erased_at = current_timestamp", "erased_at = null"),
        new Break("I8b", "fact")
            .stopping("auditLog")
            .by(
                "insert into audit_event (at, actor, kind, facts) values (%s, 'x', 'x', '{}')"
                    .formatted(OLD)),
        new Break("I9a", DECIDED)
            .byCopy("case_bundle", of(DECIDED), "version = 9, state = 'abandoned'", "version = 9"),
        new Break("I9b", DECIDED)
            .stopping("bundleWorker")
            .byChange(
                "case_bundle",
                of(DECIDED),
                "state = 'due', next_attempt_at = " + OLD,
                "state = 'sealed', next_attempt_at = null"),
        new Break("I9c", DECIDED).byCopy("case_bundle", of(DECIDED), "version = 2", "version = 2"),
        new Break("I9d", DECIDED)
            .byChange("case_bundle", of(DECIDED), "reason = 'request'", "reason = 'closing'"),
        new Break("I10", "trigger 2")
            .by("insert into retraining_trigger values (2, 0, current_timestamp)")
            .mendedBy("delete from retraining_trigger"),
        new Break("I10", "trigger 1")
            .by("insert into retraining_trigger values (1, 1000000, current_timestamp)")
            .mendedBy("delete from retraining_trigger"),
        new Break("I11", "canary 1 in notification.text")
            .byChange("notification", aNotice(), "text = 'a planted-canary'", "text = ''"),
        new Break("I11", "canary 2 in act_ru_job.exception_msg_")
            .byChange(
                "act_ru_job", job(), "exception_msg_ = '4111-canary'", "exception_msg_ = null"),
        new Break("I11", "canary 1 in case_document.body")
            .by(
                "create table kept as select * from case_document where case_id = '%s'"
                    .formatted(OPEN),
                "update case_document set body = 'planted-canary' where case_id = '%s'"
                    .formatted(OPEN))
            .mendedBy(
                "update case_document set body = (select body from kept) where case_id = '%s'"
                    .formatted(OPEN),
                "drop table kept"),
        new Break("I12a", "case-review")
            .byChange("act_ru_job", job(), "retries_ = 0", "retries_ = 3"),
        new Break("I12c", "CASE_EVENTS somebody")
            .stopping("outboxRelay")
            .by(
                """
                insert into outbox (destination, message_key, body, properties, created_at)
                values ('CASE_EVENTS', 'somebody', '{}', '{}', %s)
                """
                    .formatted(OLD))
            .mendedBy("delete from outbox"),
        new Break("I12d", "somebody")
            .by(
                """
                insert into protective_action (action_key, action, customer_id, reason, state,
                  target, attempts, requested_at)
                values ('somebody', 'LOCK', 'x', 'x', 'requested', 'x', 0, current_timestamp)
                """)
            .mendedBy("delete from protective_action"),
        new Break("I13a", OPEN)
            .byChange(
                "act_ru_identitylink",
                link(OPEN),
                "group_id_ = 'analysts'",
                "group_id_ = 'kyc-analysts'"),
        new Break("I13a", OPEN)
            .by(
                """
                insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_,
                  resource_id_, perms_)
                select 'one', 1, 1, 'analysts', 7, id_, 2 from act_ru_task where %s
                """
                    .formatted(task(OPEN)))
            .mendedBy("delete from act_ru_authorization where id_ = 'one'"),
        byAlert("I14a", "decision", "'%s'".formatted(DECIDED), "current_timestamp"),
        byAlert("I14b", "email", "null", "current_timestamp"),
        byAlert("I14c", "decision", "'%s'".formatted(random), OLD));
  }

  private static Break byAlert(String id, String source, String caseId, String changedAt) {
    return new Break(id, "an-alert")
        .by(
            """
            insert into alert (alert_id, source, severity, status, urgency, reason, case_id,
              raised_at, changed_at, changed_by, version)
            values ('an-alert', '%s', 'LOW', 'open', 4, 'x', %s, current_timestamp, %s, 'x', 1)
            """
                .formatted(source, caseId, changedAt))
        .mendedBy("delete from alert where alert_id = 'an-alert'");
  }

  @Test
  void aDueStepThatNobodyTakesShows() {
    var executor =
        ((ProcessEngineConfigurationImpl)
                context.getBean(ProcessEngine.class).getProcessEngineConfiguration())
            .getJobExecutor();
    executor.shutdown();
    var due =
        jdbc.sql("select duedate_ from act_ru_job where " + job())
            .query(LocalDateTime.class)
            .single();
    try {
      jdbc.sql("update act_ru_job set duedate_ = timestamp '2020-01-01 00:00:00' where " + job())
          .update();

      assertThat(broken()).extracting(Finding::id).containsExactly("I12b");
    } finally {
      jdbc.sql("update act_ru_job set duedate_ = :due where " + job()).param("due", due).update();
      executor.start();
    }
  }

  @Test
  void aGroupThatSeesAllQueuesShows() {
    var authorizations = context.getBean(AuthorizationService.class);
    var grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    grant.setGroupId("analysts");
    grant.setResource(Resources.TASK);
    grant.setResourceId(Authorization.ANY);
    grant.addPermission(Permissions.READ);
    authorizations.saveAuthorization(grant);
    try {
      assertThat(broken()).extracting(Finding::id).containsExactly("I13b");
      assertThat(broken().get(0).examples()).containsExactly("analysts");
    } finally {
      authorizations.deleteAuthorization(grant.getId());
    }
  }

  @Test
  void aRecordOfTheLogThatWasChangedShowsUntilItIsAsBefore() {
    var last = taken();
    tamper(
        "audit_line", "update audit_line set event_seq = event_seq + 1000000 where seq = " + last);
    try {
      assertThat(broken()).extracting(Finding::id).containsExactly("I8c");
      assertThat(broken().get(0).examples()).containsExactly("record " + last);
    } finally {
      tamper(
          "audit_line",
          "update audit_line set event_seq = event_seq - 1000000 where seq = " + last);
    }
  }

  @Test
  void aFactThatWasChangedAfterwardsShows() {
    var last = taken();
    var fact = " where seq = (select event_seq from audit_line where seq = %d)".formatted(last);
    tamper("audit_event", "update audit_event set actor = actor || 'x'" + fact);
    try {
      assertThat(broken()).extracting(Finding::id).containsExactly("I8c");
    } finally {
      tamper(
          "audit_event",
          "update audit_event set actor = substring(actor from 1 for char_length(actor) - 1)"
              + fact);
    }
  }

  @Test
  void aPartOfTheLogThatTheArchiveHasOtherwiseShows() {
    var before = count("select coalesce(max(last_seq), 0) from audit_part");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              desk.get("lead-1", "/api/v1/cases/" + OPEN);
              return count("select max(shipped_to) from audit_head") > before;
            });
    var part = count("select max(first_seq) from audit_part where first_seq > " + before);
    var sum =
        jdbc.sql("select sha256 from audit_part where first_seq = " + part)
            .query(String.class)
            .single();
    var change = "update audit_part set sha256 = '%s' where first_seq = %d";
    tamper("audit_part", change.formatted("0".repeat(64), part));
    try {
      assertThat(broken()).extracting(Finding::id).containsExactly("I8d");
    } finally {
      tamper("audit_part", change.formatted(sum, part));
    }
  }

  @Test
  void aBreachIsToldOnceAndSoIsItsRepair() {
    var facts = "select count(*) from audit_event where kind = '%s' and facts like '%%\"I4a\"%%'";
    var told = count(facts.formatted("invariant_breached"));
    var mended = count(facts.formatted("invariant_repaired"));
    rounds.look();
    jdbc.sql("update act_ru_task set assignee_ = 'someone' where " + task(OPEN)).update();
    try {
      rounds.look();
      rounds.look();
    } finally {
      jdbc.sql("update act_ru_task set assignee_ = 'analyst-kyc' where " + task(OPEN)).update();
    }
    assertThat(count(facts.formatted("invariant_breached"))).isEqualTo(told + 1);
    assertThat(count(facts.formatted("invariant_repaired"))).isEqualTo(mended);
    assertThat(
            count(
                "select count(*) from notification where kind = 'invariant_breached'"
                    + " and audience = 'channel:ops' and text like '%"
                    + OPEN
                    + "%'"))
        .isEqualTo(1);

    rounds.look();
    rounds.look();

    assertThat(count(facts.formatted("invariant_repaired"))).isEqualTo(mended + 1);
  }

  @Test
  void operationsAuditorsAndLeadsMayAsk() {
    for (var user : List.of("ops-1", "auditor-1", "lead-1")) {
      var answer = desk.get(user, "/api/v1/ops/invariants?id=I4");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().path("invariants").findValuesAsText("id"))
          .containsExactly("I4a", "I4b");
      assertThat(answer.json().path("breaches_total").asInt(-1)).isZero();
      assertThat(answer.json().path("checked_at").asText()).endsWith("Z");
    }
    for (var user : List.of("analyst-1", "ml-1", "decision-service")) {
      assertThat(desk.get(user, "/api/v1/ops/invariants").status()).isEqualTo(403);
    }
    assertThat(desk.get("", "/api/v1/ops/invariants").status()).isEqualTo(401);
  }

  @Test
  void anUnknownInvariantIsRefused() {
    var answer = desk.get("ops-1", "/api/v1/ops/invariants?id=I99");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("is no invariant of this installation");
  }

  private List<Finding> broken() {
    return oracle.check(Instant.EPOCH, null).invariants().stream()
        .filter(each -> each.breaches() == null || each.breaches() > 0)
        .toList();
  }

  /** The number of a record that the oracle has not seen yet. */
  private long taken() {
    var before = count("select tree_size from audit_head");
    desk.get("lead-1", "/api/v1/cases/" + OPEN);
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> count("select tree_size from audit_head"), now -> now > before);
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  private SmartLifecycle lifecycle(String bean) {
    return context.getBean(bean, SmartLifecycle.class);
  }

  private static String of(String id) {
    return "case_id = '%s'".formatted(id);
  }

  private static String process(String id) {
    return """
        (select p.id_ from act_ru_execution p join act_re_procdef d on d.id_ = p.proc_def_id_
          where p.business_key_ = '%s' and d.key_ = 'case-review')
        """
        .formatted(id);
  }

  private static String task(String id) {
    return "id_ <> 'copy' and proc_inst_id_ = " + process(id);
  }

  private static String link(String id) {
    return "task_id_ in (select id_ from act_ru_task where %s) and type_ = 'candidate'"
        .formatted(task(id));
  }

  private static String variable(String name) {
    return "name_ = '%s' and execution_id_ = %s".formatted(name, process(OPEN));
  }

  private static String job() {
    return """
        id_ = (select min(id_) from act_ru_job where process_instance_id_ = %s)
        """
        .formatted(process(OPEN));
  }

  private static String aDelivery() {
    return "delivery_id = (select min(delivery_id) from notification_delivery"
        + " where channel = 'email' and notification_key like '%s:case_assigned:%%')"
            .formatted(OPEN);
  }

  private static String aNotice() {
    return "case_id = '%s' and kind = 'case_assigned'".formatted(OPEN);
  }

  private static String execution(String id, String key, String definition) {
    return """
        insert into act_ru_execution (id_, rev_, root_proc_inst_id_, proc_inst_id_, business_key_,
          proc_def_id_, is_active_, is_concurrent_, is_scope_, is_event_scope_, suspension_state_)
        select '%1$s', 1, '%1$s', '%1$s', '%2$s', max(id_), true, false, true, false, 1
        from act_re_procdef where key_ = '%3$s'
        """
        .formatted(id, key, definition);
  }
}
