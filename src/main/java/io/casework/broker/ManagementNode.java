package io.casework.broker;

import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The side door of an entity: all that clients ask for other than sending and receiving. */
final class ManagementNode implements RequestNode {

  /** Carries out a request; null means that there is nothing to tell. */
  @FunctionalInterface
  interface Operation {

    @Nullable Object answer(ManagementRequest request);
  }

  private static final Logger log = LoggerFactory.getLogger(ManagementNode.class);
  private static final Map<Symbol, Integer> STATUS =
      Map.of(
          Conditions.MESSAGE_LOCK_LOST, 410,
          Conditions.SESSION_LOCK_LOST, 410,
          Conditions.NOT_FOUND, 404,
          Conditions.MESSAGE_NOT_FOUND, 404,
          Conditions.UNAUTHORIZED, 401,
          Conditions.NOT_IMPLEMENTED, 501,
          Conditions.ALREADY_EXISTS, 409,
          Conditions.RESOURCE_LIMIT, 403);

  private final String entity;
  private final Map<String, Operation> operations = new HashMap<>();

  ManagementNode(String entity, AmqpConnection connection, BrokerContext context) {
    this.entity = entity;
    Namespace namespace = context.namespace();
    operations.putAll(new MessageOperations(namespace).all());
    operations.putAll(new SessionOperations(namespace, connection).all());
    operations.putAll(new RuleOperations(namespace).all());
    operations.put("READ", new EventHubManagement(context, connection.access()));
  }

  @Override
  public Reply answer(Message message) {
    ManagementRequest request = ManagementRequest.of(entity, message);
    Operation operation = operations.get(request.operation());
    try {
      if (operation == null) {
        throw new Refusal(
            Conditions.NOT_IMPLEMENTED, "There is no operation " + request.operation() + ".");
      }
      Object body = operation.answer(request);
      boolean isEmpty = body == null && request.operation().equals(MessageOperations.PEEK);
      return isEmpty ? reply(204, "No content", null) : reply(200, "OK", body);
    } catch (Refusal refusal) {
      return refuse(refusal);
    } catch (RuntimeException e) {
      log.warn("{} of {} failed", request.operation(), entity, e);
      return refuse(new Refusal(Conditions.INTERNAL_ERROR, "The operation failed."));
    }
  }

  @Override
  public Reply refuse(Refusal refusal) {
    boolean isOurs = refusal.condition().equals(Conditions.INTERNAL_ERROR);
    Reply reply =
        reply(
            STATUS.getOrDefault(refusal.condition(), isOurs ? 500 : 400),
            refusal.description(),
            null);
    reply.properties().put("errorCondition", refusal.condition());
    return reply;
  }

  /** The status must be an int: the SDK casts. */
  private static Reply reply(int status, String description, @Nullable Object body) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("statusCode", status);
    properties.put("statusDescription", description);
    return new Reply(properties, body);
  }
}
