package io.casework.console;

import io.casework.core.Route;
import java.util.LinkedHashMap;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** The lists of Tasklist; made or brought up to date at every start. */
@Component
class CaseFilters implements ApplicationRunner {

  private final FilterService filters;
  private final TaskService tasks;

  CaseFilters(FilterService filters, TaskService tasks) {
    this.filters = filters;
    this.tasks = tasks;
  }

  @Override
  public void run(ApplicationArguments args) {
    save(
        10,
        "My cases",
        "Assigned to me",
        "#2f5d8a",
        tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
    save(
        20,
        "My queues",
        "Waiting in my groups' queues, nobody has them yet",
        "#3c7a57",
        tasks
            .createTaskQuery()
            .taskCandidateGroupInExpression("${currentUserGroups()}")
            .taskUnassigned());
    save(
        30,
        "Due soon",
        "Due within the hour",
        "#b7791f",
        tasks
            .createTaskQuery()
            .dueBeforeExpression("${dateTime().plusHours(1)}")
            .dueAfterExpression("${now()}"));
    save(
        40,
        "Breached",
        "Went past their due time and up a level",
        "#a4262c",
        tasks.createTaskQuery().processVariableValueGreaterThan("escalationLevel", 0));
    var order = 50;
    for (var route : Route.values()) {
      save(
          order,
          name(route),
          "Route " + route,
          "#5b6470",
          tasks.createTaskQuery().processVariableValueEquals("route", route.toString()));
      order += 10;
    }
  }

  private void save(int order, String name, String description, String colour, TaskQuery query) {
    var known = filters.createTaskFilterQuery().filterName(name).singleResult();
    var filter = known == null ? filters.newTaskFilter(name) : known;
    var properties = new LinkedHashMap<String, Object>();
    properties.put("description", description);
    properties.put("priority", order);
    properties.put("color", colour);
    properties.put("refresh", true);
    properties.put("showUndefinedVariable", false);
    filter.setProperties(properties);
    filter.setQuery(query.orderByDueDate().asc());
    filters.saveFilter(filter);
  }

  private static String name(Route route) {
    return switch (route) {
      case HIGH_RISK -> "High risk";
      case MEDIUM_RISK -> "Medium risk";
      case KYC_REVIEW -> "KYC review";
      case MERCHANT_ESCALATION -> "Merchant escalation";
    };
  }
}
