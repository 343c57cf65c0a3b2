package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.actions.NextAction;
import io.casework.core.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decision tables answer, row by row, on the DMN engine alone. */
class DecisionTablesTests {

  @Nested
  class CaseRouting {

    private final Table table = new Table("case-routing");

    @ParameterizedTest
    @ValueSource(doubles = {0.80, 0.8001, 0.91, 1.0})
    @Tag("S2-83")
    void scoreAtOrAboveTheHighThresholdIsHighRisk(double score) {
      assertThat(route(false, false, score, false)).isEqualTo("high-risk");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.60, 0.6001, 0.7999})
    @Tag("S2-86")
    void scoreBetweenTheThresholdsIsMediumRisk(double score) {
      assertThat(route(false, false, score, false)).isEqualTo("medium-risk");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.12, 0.5999})
    void scoreBelowTheMiddleThresholdIsCleared(double score) {
      assertThat(route(false, false, score, false)).isEqualTo("auto-clear");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5999, 0.60, 0.7999, 0.80, 1.0})
    @Tag("S2-89")
    @Tag("X-14")
    void kycFlagGoesToTheKycTeamWhateverTheScore(double score) {
      assertThat(route(false, true, score, false)).isEqualTo("kyc-review");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5999, 0.60, 0.7999, 0.80, 1.0})
    @Tag("S2-90")
    @Tag("X-14")
    void merchantEscalationGoesToTheMerchantTeamWhateverTheScore(double score) {
      assertThat(route(true, false, score, false)).isEqualTo("merchant-escalation");
    }

    @Test
    @Tag("X-14")
    void merchantEscalationComesBeforeTheKycFlag() {
      assertThat(route(true, true, 0.91, true)).isEqualTo("merchant-escalation");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5999})
    void controlSampleIsReviewedAsMediumRisk(double score) {
      assertThat(route(false, false, score, true)).isEqualTo("medium-risk");
    }

    @Test
    void controlSampleLeavesAHighScoreHighRisk() {
      assertThat(route(false, false, 0.80, true)).isEqualTo("high-risk");
    }

    @Test
    @Tag("S2-02")
    void whoAsksForAPersonGetsOneHoweverLowTheScore() {
      assertThat(route(false, false, 0.0, false, true)).isEqualTo("medium-risk");
      assertThat(route(false, false, 0.80, false, true)).isEqualTo("high-risk");
    }

    @ParameterizedTest
    @CsvSource({"0.89, medium-risk", "0.90, high-risk", "0.70, medium-risk", "0.6999, auto-clear"})
    void thresholdsComeFromOutsideTheTable(double score, String route) {
      var answer =
          table.decide(
              Map.of(
                  "merchantEscalation",
                  false,
                  "kyc",
                  false,
                  "score",
                  score,
                  "controlSample",
                  false,
                  "reviewRequested",
                  false,
                  "thresholdMid",
                  0.70,
                  "thresholdHigh",
                  0.90));

      assertThat(answer).containsEntry("route", route);
    }

    @Test
    void everyRowIsReached() {
      for (var merchantEscalation : List.of(true, false)) {
        for (var kyc : List.of(true, false)) {
          for (var score : List.of(0.1, 0.7, 0.9)) {
            for (var controlSample : List.of(true, false)) {
              route(merchantEscalation, kyc, score, controlSample, false);
              route(merchantEscalation, kyc, score, controlSample, true);
            }
          }
        }
      }

      assertThat(table.rowsReached()).isEqualTo(table.rows());
    }

    private Object route(
        boolean merchantEscalation, boolean kyc, double score, boolean controlSample) {
      return route(merchantEscalation, kyc, score, controlSample, false);
    }

    private Object route(
        boolean merchantEscalation,
        boolean kyc,
        double score,
        boolean controlSample,
        boolean reviewRequested) {
      return table
          .decide(
              Map.of(
                  "merchantEscalation", merchantEscalation,
                  "kyc", kyc,
                  "score", score,
                  "controlSample", controlSample,
                  "reviewRequested", reviewRequested,
                  "thresholdMid", 0.60,
                  "thresholdHigh", 0.80))
          .get("route");
    }
  }

  @Nested
  class SlaPolicy {

    private final Table table = new Table("sla-policy");

    @ParameterizedTest
    @CsvSource({"0.80", "0.91", "1.0"})
    @Tag("S2-84")
    @Tag("S2-85")
    void highRiskIsP1AndDueInTwoHours(double score) {
      assertThat(sla("high-risk", score, 0)).isEqualTo(new Sla("P1", 2.0));
    }

    @ParameterizedTest
    @CsvSource({"0.60", "0.7999", "0.12"})
    @Tag("S2-87")
    @Tag("S2-88")
    void mediumRiskIsP2AndDueInEightHours(double score) {
      assertThat(sla("medium-risk", score, 0)).isEqualTo(new Sla("P2", 8.0));
    }

    @ParameterizedTest
    @CsvSource({"0.0", "0.5999", "0.60", "0.7999"})
    @Tag("X-16")
    void kycReviewIsP2AndDueInEightHours(double score) {
      assertThat(sla("kyc-review", score, 0)).isEqualTo(new Sla("P2", 8.0));
    }

    @ParameterizedTest
    @CsvSource({"0.0", "0.5999", "0.60", "0.7999"})
    @Tag("X-16")
    void merchantEscalationIsP3AndDueInADay(double score) {
      assertThat(sla("merchant-escalation", score, 0)).isEqualTo(new Sla("P3", 24.0));
    }

    @ParameterizedTest
    @CsvSource({
      "kyc-review, 0.80",
      "kyc-review, 0.91",
      "merchant-escalation, 0.80",
      "merchant-escalation, 0.91"
    })
    @Tag("X-14")
    void kycOrMerchantCaseWithAHighScoreIsP1AndDueInTwoHours(String route, double score) {
      assertThat(sla(route, score, 0)).isEqualTo(new Sla("P1", 2.0));
    }

    @Test
    void routeTheTableDoesNotNameIsP3AndDueInADay() {
      assertThat(sla("new-route", 0.91, 0)).isEqualTo(new Sla("P3", 24.0));
    }

    @ParameterizedTest
    @CsvSource({
      "high-risk, 0.91, P1, 1",
      "kyc-review, 0.80, P1, 1",
      "kyc-review, 0.7999, P2, 4",
      "merchant-escalation, 0.80, P1, 1",
      "merchant-escalation, 0.7999, P3, 12",
      "medium-risk, 0.7999, P2, 4",
      "medium-risk, 0.60, P2, 4",
      "new-route, 0.91, P3, 12"
    })
    void escalatedCaseKeepsItsPriorityAndHasHalfTheTime(
        String route, double score, String priority, double dueHours) {
      assertThat(sla(route, score, 1)).as("senior").isEqualTo(new Sla(priority, dueHours));
      assertThat(sla(route, score, 2)).as("lead").isEqualTo(new Sla(priority, dueHours));
    }

    @Test
    void reminderComesAfterThreeQuartersOfTheTimeInEveryRow() {
      for (var answer : answers()) {
        assertThat(answer).containsEntry("remindShare", 0.75);
      }

      assertThat(table.rowsReached()).isEqualTo(table.rows());
    }

    private List<Map<String, Object>> answers() {
      return List.of("high-risk", "medium-risk", "kyc-review", "merchant-escalation", "new-route")
          .stream()
          .flatMap(
              route ->
                  List.of(0.7999, 0.80).stream()
                      .flatMap(
                          score ->
                              List.of(0, 1, 2).stream().map(level -> answer(route, score, level))))
          .toList();
    }

    private Sla sla(String route, double score, int escalationLevel) {
      var answer = answer(route, score, escalationLevel);
      return new Sla((String) answer.get("priority"), (Double) answer.get("dueHours"));
    }

    private Map<String, Object> answer(String route, double score, int escalationLevel) {
      return table.decide(
          Map.of(
              "route", route,
              "score", score,
              "escalationLevel", escalationLevel,
              "thresholdHigh", 0.80));
    }

    private record Sla(String priority, double dueHours) {}
  }

  @Nested
  @Tag("X-04")
  @Tag("S0-33")
  class NextBestAction {

    private final Table table = new Table("next-best-action");

    @ParameterizedTest
    @CsvSource({
      "0.9001, freeze_account_immediate",
      "0.99, freeze_account_immediate",
      "1.0, freeze_account_immediate"
    })
    @Tag("S0-07")
    @Tag("S0-26")
    @Tag("X-02")
    void aboveTheUpperThresholdTheAccountIsFrozen(double score, String action) {
      assertThat(action("transaction_fraud_detected", score)).isEqualTo(action);
      assertThat(action("transaction_scored", score)).isEqualTo(action);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6001, 0.75, 0.8999, 0.90})
    @Tag("S0-06")
    @Tag("S0-32")
    void upToAndAtTheUpperThresholdASecondFactorIsAskedFor(double score) {
      assertThat(action("transaction_fraud_detected", score)).isEqualTo("require_2fa");
      assertThat(action("transaction_scored", score)).isEqualTo("require_2fa");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.12, 0.5999, 0.60})
    void upToAndAtTheLowerThresholdTheAccountIsWatched(double score) {
      assertThat(action("transaction_fraud_detected", score)).isEqualTo("monitor_account");
      assertThat(action("transaction_scored", score)).isEqualTo("monitor_account");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.60, 0.90, 1})
    @Tag("S0-29")
    void aDisputeIsInvestigatedWhateverTheScore(double score) {
      assertThat(action("transaction_dispute_opened", score)).isEqualTo("initiate_investigation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login_failed", "transaction_fraud_detected_v2", "x"})
    void anyOtherSignalGoesToPeople(String eventType) {
      assertThat(action(eventType, 0.99)).isEqualTo("route_to_manual_review");
    }

    @ParameterizedTest
    @CsvSource({"0.71, freeze_account_immediate", "0.70, require_2fa", "0.50, monitor_account"})
    @Tag("S0-05")
    void thresholdsComeFromOutsideTheTable(double score, String action) {
      assertThat(action("transaction_fraud_detected", score, 0.70, 0.50)).isEqualTo(action);
    }

    @Test
    void everyRowIsReachedAndNamesAnActionThatWeKnow() {
      for (var type : List.of("transaction_fraud_detected", "transaction_dispute_opened", "x")) {
        for (var score : List.of(0.1, 0.7, 0.95)) {
          assertThat(NextAction.of((String) action(type, score))).isNotNull();
        }
      }

      assertThat(table.rowsReached()).isEqualTo(table.rows());
    }

    private Object action(String eventType, double score) {
      return action(eventType, score, 0.90, 0.60);
    }

    private Object action(String eventType, double score, double freeze, double secondFactor) {
      return table
          .decide(
              Map.of(
                  "eventType", eventType,
                  "score", score,
                  "freezeAbove", freeze,
                  "secondFactorAbove", secondFactor))
          .get("nextAction");
    }
  }

  @Nested
  class AlertSeverity {

    private static final double NONE = 0;

    private final Table table = new Table("alert-severity");

    @ParameterizedTest
    @Tag("S3-65")
    @Tag("S3-66")
    @Tag("S3-67")
    @Tag("S3-68")
    @CsvSource({
      "100, critical",
      "90, critical",
      "89.99, high",
      "75, high",
      "74.99, medium",
      "40, medium",
      "39.99, low",
      "0, low"
    })
    void theScoresOfTheSourceHaveTheirBands(double score, String severity) {
      assertThat(decide("highest", null, " ", " ", score, NONE, null)).isEqualTo(severity);
    }

    @ParameterizedTest
    @Tag("S3-69")
    @Tag("S3-91")
    @CsvSource({"IR", "RU", "NG", "PA", "KY", "AF", "SY"})
    void someCountriesAreHigh(String country) {
      assertThat(decide("highest", null, " ", " ", NONE, NONE, country)).isEqualTo("high");
      assertThat(decide("highest", null, " ", " ", 90, NONE, country)).isEqualTo("critical");
      assertThat(decide("highest", null, " ", " ", NONE, NONE, "ZA")).isEqualTo("low");
    }

    @ParameterizedTest
    @Tag("S3-89")
    @Tag("S3-132")
    @CsvSource({
      "' sanction hit ', ' ', critical",
      "' sanctions ', ' ', critical",
      "' unsanctioned ', ' ', low",
      "' ', ' returned potential sanctions hit ', critical",
      "' ', ' a politically exposed person ', critical",
      "' ', ' pep ', critical",
      "' ', ' pepper ', low",
      "' high risk country transfer ', ' ', critical",
      "' suspicious login pattern ', ' ', medium"
    })
    void wordsCountWhole(String subject, String body, String severity) {
      assertThat(decide("highest", null, subject, body, NONE, NONE, null)).isEqualTo(severity);
    }

    @Test
    @Tag("S3-131")
    void aLargeWireTransferIsHigh() {
      assertThat(decide("highest", null, " wire transfer out ", " ", NONE, 50_001, null))
          .isEqualTo("high");
      assertThat(decide("highest", null, " wire transfer out ", " ", NONE, 50_000, null))
          .isEqualTo("low");
    }

    @ParameterizedTest
    @Tag("S3-88")
    @CsvSource({"critical", "high", "medium", "low"})
    void hintFirstBelievesTheHint(String hint) {
      assertThat(decide("hint-first", hint, " sanctions ", " ", 99, NONE, "IR")).isEqualTo(hint);
      assertThat(decide("hint-first", null, " ", " ", 99, NONE, null)).isEqualTo("critical");
    }

    @ParameterizedTest
    @CsvSource({
      "critical, 0, critical",
      "high, 0, high",
      "high, 95, critical",
      "medium, 0, medium",
      "medium, 80, high",
      "low, 0, low",
      "low, 45, medium"
    })
    void otherwiseTheHigherCounts(String hint, double score, String severity) {
      assertThat(decide("highest", hint, " ", " ", score, NONE, null)).isEqualTo(severity);
    }

    @Test
    void everyRowCanBeReached() {
      for (var hint : Arrays.asList("critical", "high", "medium", "low", null)) {
        for (var words :
            List.of(" ", " sanction ", " pep ", " high risk ", " wire transfer ", " suspicious ")) {
          for (var score : List.of(0, 50, 80, 95)) {
            for (var country : List.of("IR", "ZA")) {
              decide("hint-first", hint, words, " ", score, 60_000, country);
              decide("highest", hint, words, " ", score, 60_000, country);
              decide("highest", hint, " ", words, score, NONE, country);
            }
          }
        }
      }

      assertThat(table.rowsReached()).isEqualTo(table.rows());
    }

    private Object decide(
        String policy,
        @Nullable String hint,
        String subject,
        String body,
        double score,
        double amount,
        @Nullable String country) {
      var facts = new HashMap<String, Object>();
      facts.put("policy", policy);
      facts.put("hint", hint);
      facts.put("subject", subject);
      facts.put("body", body);
      facts.put("riskScore", score);
      facts.put("amount", amount);
      facts.put("country", country);
      return table.decide(facts).get("severity");
    }
  }

  @Nested
  @Tag("S2-68")
  class RetentionClass {

    private static final int FIVE_YEARS = 1826;

    private final Table table = new Table("retention-class");

    @ParameterizedTest
    @CsvSource({"EU", "ZA", "OTHER", "somewhere"})
    void fraudIsKeptForFiveYearsEverywhere(String region) {
      for (var outcome : List.of("confirm_fraud", "partial")) {
        var row = decide(region, outcome, "high-risk");

        assertThat(row).containsEntry("retentionClass", "confirmed-fraud");
        assertThat(row).containsEntry("keepDays", FIVE_YEARS);
        assertThat(row).containsEntry("erasableOnRequest", false);
      }
    }

    @Test
    void anIdentityCheckIsKeptAsLongWhateverItFound() {
      assertThat(decide("EU", "legit", "kyc-review"))
          .containsEntry("retentionClass", "identity-check")
          .containsEntry("keepDays", FIVE_YEARS);
    }

    @ParameterizedTest
    @CsvSource({"EU, 180", "ZA, 365", "OTHER, 365"})
    void whatWasClearedGoesFirstAndOnRequest(String region, int days) {
      assertThat(decide(region, "auto_cleared", null))
          .containsEntry("retentionClass", "cleared")
          .containsEntry("keepDays", 0)
          .containsEntry("eraseAfterDays", days)
          .containsEntry("erasableOnRequest", true);
    }

    @ParameterizedTest
    @CsvSource({"EU, 540, true", "ZA, 1095, false", "OTHER, 1095, false"})
    void whatWasLegitimateGoesLater(String region, int days, boolean onRequest) {
      assertThat(decide(region, "legit", "high-risk"))
          .containsEntry("retentionClass", "legitimate")
          .containsEntry("eraseAfterDays", days)
          .containsEntry("erasableOnRequest", onRequest);
    }

    @Test
    void everyRowCanBeReachedAndNoneErasesBeforeItMay() {
      for (var region : List.of("EU", "ZA", "OTHER")) {
        for (var outcome :
            List.of("confirm_fraud", "partial", "legit", "auto_cleared", "something_new")) {
          for (var route : Route.values()) {
            var row = decide(region, outcome, route.toString());
            assertThat((Integer) row.get("eraseAfterDays"))
                .isGreaterThanOrEqualTo((Integer) row.get("keepDays"));
          }
        }
      }

      assertThat(table.rowsReached()).isEqualTo(table.rows());
    }

    private Map<String, Object> decide(String region, String outcome, @Nullable String route) {
      var facts = new HashMap<String, Object>();
      facts.put("region", region);
      facts.put("outcome", outcome);
      facts.put("route", route);
      return table.decide(facts);
    }
  }

  /** A decision table as the engine reads it, which remembers the rows that answered. */
  @Nested
  class NotificationMatrix {

    private final Table table = new Table("notification-matrix");

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "critical | slack:compliance-critical, email:compliance-leads",
          "high | slack:compliance-high, email:compliance",
          "medium | slack:compliance-info",
          "low | email:archive"
        })
    @Tag("S3-93")
    @Tag("S3-94")
    @Tag("S3-95")
    @Tag("S3-96")
    void anAlertGoesWhereItsSeveritySays(String severity, String destinations) {
      assertThat(destinations("alert_triaged", severity, "channel")).isEqualTo(destinations);
    }

    @Test
    @Tag("S3-48")
    void aMediumAlertIsMailedWhenSlackIsDown() {
      assertThat(table.decide(question("alert_triaged", "medium", "channel")))
          .containsEntry("fallback", "email:compliance");
    }

    @ParameterizedTest
    @CsvSource({
      "confirm_fraud, customer, webhook:communications",
      "confirm_fraud, merchant, webhook:communications",
      "legit, customer, ''",
      "partial, merchant, ''"
    })
    @Tag("S2-75")
    @Tag("S2-76")
    void customerAndMerchantHearOfConfirmedFraudOnly(String outcome, String who, String where) {
      assertThat(destinations("case_resolved:" + outcome, "P1", who)).isEqualTo(where);
    }

    @ParameterizedTest
    @ValueSource(strings = {"case_assigned", "sla_due_soon"})
    @Tag("S2-62")
    @Tag("S2-63")
    void whoHasTheCaseHearsItInTeamsAndByMail(String kind) {
      assertThat(destinations(kind, "P1", "user")).isEqualTo("teams:addressee, email:addressee");
    }

    @Test
    @Tag("S2-80")
    void theSocHearsOfEscalationsAndIsMailedWhenAChannelIsDown() {
      assertThat(table.decide(question("case_escalated", "P2", "channel")))
          .containsEntry("destinations", "teams:soc, slack:soc")
          .containsEntry("fallback", "email:soc");
    }

    @Test
    void everyRowIsReachedAndNamesDestinationsAndWhatNoRowKnowsIsArchived() {
      var kinds =
          List.of(
              "alert_triaged",
              "alert_raised",
              "triage_failed",
              "case_assigned",
              "sla_due_soon",
              "case_escalated",
              "case_resolved:confirm_fraud",
              "case_resolved:legit",
              "message_dead_lettered",
              "something_new");
      for (var kind : kinds) {
        for (var urgency : List.of("critical", "high", "medium", "low", "P1")) {
          for (var who : List.of("user", "group", "channel", "customer")) {
            assertThat(destinations(kind, urgency, who)).matches("|\\w+:[\\w-]+(, \\w+:[\\w-]+)*");
          }
        }
      }

      assertThat(table.rowsReached()).isEqualTo(table.rows());
      assertThat(destinations("something_new", null, "channel")).isEqualTo("email:archive");
    }

    private String destinations(String kind, @Nullable String urgency, String addressedTo) {
      return (String) table.decide(question(kind, urgency, addressedTo)).get("destinations");
    }

    private static Map<String, Object> question(
        String kind, @Nullable String urgency, String addressedTo) {
      var question = new HashMap<String, Object>();
      question.put("kind", kind);
      question.put("urgency", urgency);
      question.put("addressedTo", addressedTo);
      return question;
    }
  }

  private static final class Table {

    private final Set<String> rowsReached = new HashSet<>();
    private final Path file;
    private final DmnEngine engine;
    private final DmnDecision decision;

    Table(String id) {
      file = Path.of("bpmn", "decisions", id + ".dmn");
      var configuration =
          (DefaultDmnEngineConfiguration)
              DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
      DmnDecisionTableEvaluationListener remember =
          event -> event.getMatchingRules().forEach(row -> rowsReached.add(row.getId()));
      configuration.getCustomPostDecisionTableEvaluationListeners().add(remember);
      engine = configuration.buildEngine();
      try (var xml = Files.newInputStream(file)) {
        decision = engine.parseDecision(id, xml);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    Map<String, Object> decide(Map<String, Object> variables) {
      return engine.evaluateDecisionTable(decision, variables).getSingleResult().getEntryMap();
    }

    Set<String> rowsReached() {
      return rowsReached;
    }

    Set<String> rows() {
      var rows = new HashSet<String>();
      Dmn.readModelFromFile(file.toFile())
          .getModelElementsByType(Rule.class)
          .forEach(row -> rows.add(row.getId()));
      return rows;
    }
  }
}
