package io.casework.workflow;

import io.casework.core.Invariant;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.AuthorizationQuery;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** No group that works one queue has been given a right in the engine to see all of them. */
@Component
class QueueSecrecy implements Invariant {

  private static final String[] OF_ONE_QUEUE = {
    "analysts", "kyc-analysts", "merchant-analysts", "senior-analysts"
  };

  private static final List<Permission> OF_ALL_QUEUES =
      List.of(
          ProcessDefinitionPermissions.READ_TASK,
          ProcessDefinitionPermissions.UPDATE_TASK,
          ProcessDefinitionPermissions.READ_INSTANCE,
          ProcessDefinitionPermissions.READ_HISTORY);

  private final AuthorizationService authorizations;
  private final Unrestricted engine;

  QueueSecrecy(@Lazy AuthorizationService authorizations, Unrestricted engine) {
    this.authorizations = authorizations;
    this.engine = engine;
  }

  @Override
  public String id() {
    return "I13b";
  }

  @Override
  public String promise() {
    return "No group that works one queue may see the others.";
  }

  @Override
  public Breaches check(int examples) {
    var tooMuch =
        engine.call(
            () ->
                Stream.of(
                        grants(Resources.PROCESS_DEFINITION).filter(QueueSecrecy::ofAllQueues),
                        everywhere(Resources.TASK),
                        everywhere(Resources.PROCESS_INSTANCE))
                    .flatMap(given -> given)
                    .map(Authorization::getGroupId)
                    .toList());
    return new Breaches(tooMuch.size(), tooMuch.stream().limit(examples).toList());
  }

  private Stream<Authorization> grants(Resources resource) {
    return query(resource).list().stream();
  }

  private Stream<Authorization> everywhere(Resources resource) {
    return query(resource).resourceId(Authorization.ANY).list().stream()
        .filter(given -> given.isPermissionGranted(Permissions.READ));
  }

  private AuthorizationQuery query(Resources resource) {
    return authorizations.createAuthorizationQuery().groupIdIn(OF_ONE_QUEUE).resourceType(resource);
  }

  private static boolean ofAllQueues(Authorization given) {
    return OF_ALL_QUEUES.stream().anyMatch(given::isPermissionGranted);
  }
}
