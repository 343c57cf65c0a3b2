package io.casework.workflow;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** How the engine is set up beyond what {@code application.yaml} can say. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  @Bean
  ProcessEnginePlugin caseworkEngine(
      ApplicationContext context,
      ObjectProvider<TaskOwnership> ownership,
      ObjectProvider<RepairTasks> repairs,
      TablesAsked tables,
      TracedSteps steps,
      StartTurn turn,
      MeterRegistry meters) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        turn.take();
        var decisions = new DefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(ParsedOnceFeelEngine.factory());
        decisions.setCustomPostDecisionTableEvaluationListeners(new ArrayList<>(List.of(tables)));
        engine.setDmnEngineConfiguration(decisions);
        engine.setCustomHistoryLevels(new ArrayList<>(List.of(new CaseHistoryLevel())));
        engine.setBeans(new StepBeans(context, steps));
        // The starter has made one already, without our beans: it would resolve every bean there
        // is.
        engine.setExpressionManager(new SpringExpressionManager(context, engine.getBeans()));
        engine.setMetricsRegistry(new JobMeters(meters));
        engine.setFailedJobCommandFactory(new RetryLadder());
        engine.setJobPriorityProvider(new JobPriorities());
        engine.setCustomPreCommandInterceptorsTxRequired(
            new ArrayList<>(List.of(new QueryExpressionGuard())));
        engine.setCustomPostBPMNParseListeners(
            new ArrayList<>(List.of(new TaskListening(ownership, repairs))));
      }
    };
  }

  /** Lazy: the web server asks for its filters before the engine is there. */
  @Bean
  EngineIdentityFilter engineIdentity(@Lazy IdentityService identities) {
    return new EngineIdentityFilter(identities);
  }

  /** Lets the rules of cases and of repairs hear of their user tasks, whoever touches them. */
  private static class TaskListening extends AbstractBpmnParseListener {

    private final ObjectProvider<TaskOwnership> ownership;
    private final ObjectProvider<RepairTasks> repairs;

    TaskListening(ObjectProvider<TaskOwnership> ownership, ObjectProvider<RepairTasks> repairs) {
      this.ownership = ownership;
      this.repairs = repairs;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
      if (RepairProcess.TASKS.contains(activity.getId())) {
        task.addTaskListener(
            TaskListener.EVENTNAME_ASSIGNMENT, event -> repairs.getObject().assigned(event));
        task.addTaskListener(
            TaskListener.EVENTNAME_COMPLETE, event -> repairs.getObject().completed(event));
      } else {
        task.addTaskListener(
            TaskListener.EVENTNAME_ASSIGNMENT, event -> ownership.getObject().assigned(event));
        task.addTaskListener(
            TaskListener.EVENTNAME_COMPLETE, event -> ownership.getObject().completed(event));
      }
    }
  }
}
