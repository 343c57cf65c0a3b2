package io.casework.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.casework.workflow.PathTaken.Step;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPictureTests {

  private static final Instant FIRST = Instant.parse("2026-11-20T09:15:30Z");

  /** Where they differ, the new picture lies in {@code target/models}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "case-intake",
        "case-review",
        "case-escalation",
        "protective-action",
        "dead-letter-repair"
      })
  void thePicturesOfTheDocumentationShowTheModels(String name) throws Exception {
    var model = model(name);

    var picture = ModelPicture.of(model, title(model), null);

    var fresh = Files.createDirectories(Path.of("target", "models")).resolve(name + ".svg");
    Files.writeString(fresh, picture);
    var shown = Files.readString(Path.of("src", "docs", "models", name + ".svg"));
    assertThat(shown.equals(picture)).as("%s shows the model", name).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "case-intake",
        "case-review",
        "case-escalation",
        "protective-action",
        "dead-letter-repair"
      })
  void aPictureIsWellFormedAndNamesEveryElement(String name) throws Exception {
    var model = model(name);

    var picture = ModelPicture.of(model, "a < b & \"c\"", null);

    var root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(picture.getBytes(UTF_8)))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(model.getModelElementsByType(FlowNode.class))
        .allSatisfy(node -> assertThat(picture).contains("<title>" + node.getName() + "</title>"));
    assertThat(picture).doesNotContain("<script", "href", "style=");
  }

  @Test
  void theFlowIntoAnActivityComesFromWhereTheRunWasLast() {
    var path =
        PathTaken.of(
            model("case-review"),
            List.of(
                run(
                    "reviewRequested reopenedTwice assignCase startClock notifyAnalyst reviewCase"
                        + " dueSoon remindAnalyst analystReminded slaBreached escalateCase"
                        + " startClock notifyAnalyst reviewCase resolveCase sendLabel"
                        + " retrainingDue labelDelivered notifyParties archiveCase caseClosed")));

    assertThat(path.flows())
        .contains("firstRounds", "breachToEscalateCase", "backToStartClock", "noRetraining")
        .doesNotContain(
            "reopenedTwiceToEscalateCase",
            "requestToEscalateCase",
            "toTriggerRetraining",
            "toLabelDelivered");
    assertThat(path.of("reviewCase").orElseThrow().times()).isEqualTo(2);
    assertThat(path.of("triggerRetraining")).isEmpty();
  }

  @Test
  void runsOfOneModelAreCountedTogether() {
    var path =
        PathTaken.of(
            model("case-escalation"),
            List.of(run("escalationStarted handUp"), run("escalationStarted")));

    assertThat(path.of("escalationStarted").orElseThrow().times()).isEqualTo(2);
    assertThat(path.of("escalationStarted").orElseThrow().first()).isEqualTo(FIRST);
    assertThat(path.flows()).containsExactly("toHandUp");
  }

  @Test
  void anElementThatTheModelDoesNotKnowChangesNothing() {
    var path = PathTaken.of(model("case-escalation"), List.of(run("handUp somethingOld")));

    assertThat(path.flows()).isEmpty();
  }

  @Test
  void whatWasTakenSaysHowOftenAndSinceWhen() {
    var model = model("case-escalation");

    var picture =
        ModelPicture.of(
            model,
            "path",
            PathTaken.of(
                model, List.of(run("escalationStarted handUp"), run("escalationStarted handUp"))));

    assertThat(picture)
        .contains("Hand up to senior or lead: 2×, first 2026-11-20T09:15:31Z")
        .contains("<title>Alert the SOC channel</title>");
  }

  private static List<Step> run(String activities) {
    var ids = Arrays.asList(activities.split(" "));
    return Stream.iterate(0, i -> i < ids.size(), i -> i + 1)
        .map(i -> new Step(ids.get(i), FIRST.plusSeconds(i)))
        .toList();
  }

  private static String title(BpmnModelInstance model) {
    return model
        .getModelElementsByType(org.camunda.bpm.model.bpmn.instance.Process.class)
        .iterator()
        .next()
        .getName();
  }

  private static BpmnModelInstance model(String name) {
    return Bpmn.readModelFromFile(Path.of("bpmn", name + ".bpmn").toFile());
  }
}
