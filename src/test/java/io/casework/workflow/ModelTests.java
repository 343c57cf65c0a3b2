package io.casework.workflow;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The models and the code use the same names, in both directions. */
@CaseworkTest
class ModelTests {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(\\w+)[^}]*}");
  private static final Pattern FORM_VARIABLE = Pattern.compile("name: '(\\w+)'");
  private static final String GENERATED_ID = ".*_[0-9a-z]{7}";

  /** Steps before which the work so far commits: they speak to the outside, or people wait. */
  private static final Set<String> COMMITS_BEFORE =
      Set.of(
          "case-intake.bpmn enrichCase",
          "case-review.bpmn sendLabel",
          "case-review.bpmn triggerRetraining",
          "dead-letter-repair.bpmn sendAgain",
          "protective-action.bpmn carryOutAction");

  @Autowired ApplicationContext context;

  static Stream<Path> processes() {
    return files("bpmn", ".bpmn");
  }

  @ParameterizedTest
  @MethodSource("processes")
  void aProcessBearsTheNameOfItsFile(Path file) {
    assertThat(ids(read(file), Process.class)).containsExactly(name(file));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void aServiceTaskNamesTheBeanThatBearsItsId(Path file) {
    assertThat(read(file).getModelElementsByType(ServiceTask.class))
        .allSatisfy(
            task -> {
              assertThat(task.getCamundaDelegateExpression()).isEqualTo("${" + task.getId() + "}");
              assertThat(context.getBean(task.getId())).isInstanceOf(JavaDelegate.class);
            });
  }

  @ParameterizedTest
  @MethodSource("processes")
  void whatSpeaksToTheOutsideOrFollowsADecisionCommitsBeforeItRuns(Path file) {
    assertThat(read(file).getModelElementsByType(ServiceTask.class))
        .allSatisfy(
            task ->
                assertThat(task.isCamundaAsyncBefore())
                    .as(task.getId())
                    .isEqualTo(COMMITS_BEFORE.contains(file.getFileName() + " " + task.getId())));
  }

  /** The handler of a compensation runs in the transaction of the event that throws it. */
  @ParameterizedTest
  @MethodSource("processes")
  void aCompensationCommitsBeforeItIsThrown(Path file) {
    assertThat(read(file).getModelElementsByType(CompensateEventDefinition.class))
        .extracting(ModelElementInstance::getParentElement)
        .allSatisfy(
            event -> {
              if (event instanceof ThrowEvent thrown) {
                assertThat(thrown.isCamundaAsyncBefore()).as(thrown.getId()).isTrue();
              }
            });
  }

  @Test
  void everyStepAndListenerIsUsedBySomeProcess() {
    assertThat(context.getBeansOfType(JavaDelegate.class).keySet())
        .isEqualTo(all(ServiceTask.class));
    assertThat(context.getBeansOfType(ExecutionListener.class).keySet()).isEqualTo(listeners());
  }

  @ParameterizedTest
  @MethodSource("processes")
  void expressionsReadDeclaredVariables(Path file) {
    var known = new HashSet<>(variables());
    known.addAll(all(ServiceTask.class));
    known.addAll(listeners());

    assertThat(matches(EXPRESSION, file)).isSubsetOf(known);
  }

  @Test
  void formsWriteDeclaredVariables() {
    assertThat(files("forms", ".html"))
        .isNotEmpty()
        .allSatisfy(form -> assertThat(matches(FORM_VARIABLE, form)).isSubsetOf(variables()));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void decisionsProcessesAndFormsExist(Path file) {
    var model = read(file);

    assertThat(
            model.getModelElementsByType(BusinessRuleTask.class).stream()
                .map(BusinessRuleTask::getCamundaDecisionRef))
        .isSubsetOf(files("bpmn/decisions", ".dmn").map(ModelTests::name).toList());
    assertThat(
            model.getModelElementsByType(CallActivity.class).stream()
                .map(CallActivity::getCalledElement))
        .isSubsetOf(processes().map(ModelTests::name).toList());
    assertThat(model.getModelElementsByType(UserTask.class))
        .allSatisfy(
            task ->
                assertThat(Path.of(task.getCamundaFormKey().replace("embedded:deployment:", "")))
                    .isRegularFile());
  }

  @Test
  void messagesAreTheOnesThatTheCodeCorrelates() {
    var names =
        processes()
            .flatMap(file -> read(file).getModelElementsByType(Message.class).stream())
            .map(Message::getName)
            .collect(toSet());

    assertThat(names)
        .containsExactlyInAnyOrder(
            CaseProcess.CASE_REOPENED,
            CaseProcess.ESCALATION_REQUESTED,
            ActionProcess.CASE_DECIDED);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void elementIdsWereChosenByPeople(Path file) {
    assertThat(ids(read(file), FlowNode.class)).noneMatch(id -> id.matches(GENERATED_ID));
  }

  @Test
  void theTimersThatTheDeskMovesAreThoseOfTheModel() {
    assertThat(all(FlowNode.class))
        .contains(CaseProcess.DUE_SOON, CaseProcess.SLA_BREACHED, CaseProcess.REVIEW_CASE);
    assertThat(all(UserTask.class)).containsAll(RepairProcess.TASKS);
  }

  private static Set<String> variables() {
    return Stream.of(CaseProcess.VARIABLES, ActionProcess.VARIABLES, RepairProcess.VARIABLES)
        .flatMap(Set::stream)
        .map(Variable::name)
        .collect(toSet());
  }

  private static Set<String> listeners() {
    return processes()
        .flatMap(file -> read(file).getModelElementsByType(CamundaExecutionListener.class).stream())
        .map(listener -> listener.getCamundaDelegateExpression().replaceAll("[${}]", ""))
        .collect(toSet());
  }

  private static <T extends ModelElementInstance> Set<String> all(Class<T> type) {
    return processes().flatMap(file -> ids(read(file), type).stream()).collect(toSet());
  }

  private static <T extends ModelElementInstance> Set<String> ids(
      BpmnModelInstance model, Class<T> type) {
    return model.getModelElementsByType(type).stream()
        .map(element -> element.getAttributeValue("id"))
        .collect(toSet());
  }

  private static Set<String> matches(Pattern pattern, Path file) {
    try {
      return pattern
          .matcher(Files.readString(file))
          .results()
          .map(match -> match.group(1))
          .collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BpmnModelInstance read(Path file) {
    return Bpmn.readModelFromFile(file.toFile());
  }

  private static Stream<Path> files(String folder, String ending) {
    try (var files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }
}
