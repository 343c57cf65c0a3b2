package io.casework.broker;

import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** Where a client shows its tokens before it opens links. */
final class CbsNode implements RequestNode {

  private final Access access;
  private final BrokerContext context;

  CbsNode(Access access, BrokerContext context) {
    this.access = access;
    this.context = context;
  }

  @Override
  public Reply answer(Message request) {
    try {
      access.add(context.key().verify(token(request), context.clock().wallTime()));
      return reply(202, "Accepted");
    } catch (Refusal refusal) {
      return refuse(refusal);
    }
  }

  private static String token(Message request) {
    Map<String, Object> properties =
        request.getApplicationProperties() == null
            ? Map.of()
            : request.getApplicationProperties().getValue();
    Object operation = properties.get("operation");
    if (!"put-token".equals(operation)) {
      throw new Refusal(Conditions.NOT_IMPLEMENTED, "There is no operation " + operation + ".");
    }
    if (request.getBody() instanceof AmqpValue value && value.getValue() instanceof String token) {
      return token;
    }
    throw new Refusal(Conditions.UNAUTHORIZED, "MalformedToken: the request holds no token.");
  }

  @Override
  public Reply refuse(Refusal refusal) {
    int status = refusal.condition().equals(Conditions.UNAUTHORIZED) ? 401 : 400;
    Reply reply = reply(status, refusal.description());
    reply.properties().put("error-condition", refusal.condition());
    return reply;
  }

  private static Reply reply(int status, String description) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("status-code", status);
    properties.put("status-description", description);
    return new Reply(properties, null);
  }
}
