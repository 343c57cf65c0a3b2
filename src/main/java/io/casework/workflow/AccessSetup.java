package io.casework.workflow;

import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_ASSIGN;

import io.casework.assignment.Analyst;
import io.casework.assignment.Roster;
import io.casework.core.CaseEvent;
import io.casework.core.Route;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Groups and what they may do in the engine; and, in an installation without users, the first. */
@Component
class AccessSetup {

  private static final Logger log = LoggerFactory.getLogger(AccessSetup.class);
  private static final String ADMINS = "camunda-admin";

  private static final Set<String> REVIEWERS =
      Set.of("analysts", "kyc-analysts", "merchant-analysts", "senior-analysts", "fraud-leads");

  private static final Map<String, List<String>> FIRST_USERS =
      Map.ofEntries(
          Map.entry("analyst-1", List.of("analysts")),
          Map.entry("analyst-2", List.of("analysts")),
          Map.entry("analyst-kyc", List.of("kyc-analysts")),
          Map.entry("analyst-merchant", List.of("merchant-analysts")),
          Map.entry("senior-1", List.of("senior-analysts")),
          Map.entry("senior-2", List.of("senior-analysts")),
          Map.entry("lead-1", List.of("fraud-leads")),
          Map.entry("qa-1", List.of("quality")),
          Map.entry("auditor-1", List.of("auditors")),
          Map.entry("ops-1", List.of("ops")),
          Map.entry("ml-1", List.of("ml")),
          Map.entry("admin", List.of(ADMINS)),
          Map.entry("decision-service", List.of("decision-services")));

  private final IdentityService identities;
  private final AuthorizationService authorizations;
  private final Roster roster;
  private final ObjectProvider<FirstRunPassword> password;

  AccessSetup(
      IdentityService identities,
      AuthorizationService authorizations,
      Roster roster,
      ObjectProvider<FirstRunPassword> password) {
    this.identities = identities;
    this.authorizations = authorizations;
    this.roster = roster;
    this.password = password;
  }

  @Transactional
  void setUp() {
    FIRST_USERS.values().stream().flatMap(List::stream).distinct().forEach(this::group);
    REVIEWERS.forEach(this::mayReview);
    List.of("ops", "fraud-leads").forEach(this::mayRepair);
    List.of("fraud-leads", "auditors", "quality", "ops").forEach(this::mayWatch);
    List.of("fraud-leads", "ops")
        .forEach(group -> grant(group, Resources.PROCESS_DEFINITION, RETRY_JOB));
    grant("fraud-leads", Resources.PROCESS_DEFINITION, READ_TASK, TASK_ASSIGN);
    grant("auditors", Resources.OPERATION_LOG_CATEGORY, UserOperationLogCategoryPermissions.READ);
    Arrays.stream(Resources.values()).forEach(resource -> grant(ADMINS, resource, ALL));
    password.ifAvailable(this::firstUsers);
  }

  private void firstUsers(FirstRunPassword secret) {
    if (identities.createUserQuery().count() > 0) {
      return;
    }
    FIRST_USERS.forEach(
        (id, groups) -> {
          var user = new UserEntity(id);
          user.setFirstName(id);
          user.setLastName("");
          user.setPassword(secret.value());
          identities.saveUser(user);
          groups.forEach(group -> identities.createMembership(id, group));
        });
    log.info("made {} first-run users", FIRST_USERS.size());
    if (roster.all().isEmpty()) {
      line("analyst-1", 0, EnumSet.of(Route.HIGH_RISK, Route.MEDIUM_RISK));
      line("analyst-2", 0, EnumSet.of(Route.HIGH_RISK, Route.MEDIUM_RISK));
      line("analyst-kyc", 0, EnumSet.of(Route.KYC_REVIEW));
      line("analyst-merchant", 0, EnumSet.of(Route.MERCHANT_ESCALATION));
      line("senior-1", 1, EnumSet.of(Route.HIGH_RISK, Route.MEDIUM_RISK));
      line("senior-2", 1, EnumSet.allOf(Route.class));
      line("lead-1", 2, EnumSet.allOf(Route.class));
    }
  }

  private void line(String user, int level, Set<Route> skills) {
    roster.put(
        new Analyst(
            user,
            level,
            skills,
            ZoneOffset.UTC,
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            15,
            true),
        CaseEvent.SYSTEM);
  }

  private void group(String id) {
    if (identities.createGroupQuery().groupId(id).count() == 0) {
      var group = identities.newGroup(id);
      group.setName(id);
      group.setType(id.equals(ADMINS) ? "SYSTEM" : "WORKFLOW");
      identities.saveGroup(group);
    }
  }

  private void mayReview(String group) {
    grant(group, Resources.APPLICATION, "tasklist", ACCESS);
    grant(group, Resources.FILTER, READ);
    grant(group, Resources.PROCESS_DEFINITION, CaseProcess.REVIEW, READ);
  }

  private void mayRepair(String group) {
    grant(group, Resources.APPLICATION, "tasklist", ACCESS);
    grant(group, Resources.FILTER, READ);
    grant(group, Resources.PROCESS_DEFINITION, RepairProcess.REPAIR, READ);
  }

  private void mayWatch(String group) {
    grant(group, Resources.APPLICATION, "cockpit", ACCESS);
    grant(
        group,
        Resources.PROCESS_DEFINITION,
        ProcessDefinitionPermissions.READ,
        READ_INSTANCE,
        ProcessDefinitionPermissions.READ_HISTORY);
    grant(group, Resources.DECISION_DEFINITION, READ, READ_HISTORY);
    grant(group, Resources.DEPLOYMENT, READ);
  }

  private void grant(String group, Resource resource, Permission... permissions) {
    grant(group, resource, Authorization.ANY, permissions);
  }

  private void grant(String group, Resource resource, String id, Permission... permissions) {
    var known =
        authorizations
            .createAuthorizationQuery()
            .groupIdIn(group)
            .resourceType(resource)
            .resourceId(id)
            .singleResult();
    var authorization =
        known == null
            ? authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT)
            : known;
    authorization.setGroupId(group);
    authorization.setResource(resource);
    authorization.setResourceId(id);
    Arrays.stream(permissions).forEach(authorization::addPermission);
    authorizations.saveAuthorization(authorization);
  }
}
