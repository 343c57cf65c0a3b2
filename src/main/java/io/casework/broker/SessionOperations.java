package io.casework.broker;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** The lock of a session, and the note that its receivers leave each other. */
final class SessionOperations {

  private final Namespace namespace;
  private final AmqpConnection connection;

  SessionOperations(Namespace namespace, AmqpConnection connection) {
    this.namespace = namespace;
    this.connection = connection;
  }

  Map<String, ManagementNode.Operation> all() {
    return Map.of(
        "com.microsoft:renew-session-lock", this::renew,
        "com.microsoft:get-session-state", this::state,
        "com.microsoft:set-session-state", this::note);
  }

  private Object renew(ManagementRequest request) {
    QueueEntity queue = namespace.queue(request.entity());
    SessionEntity session = held(queue, request);
    Instant until = namespace.now().plus(queue.settings().lockDuration());
    session.renew(until);
    return Map.of("expiration", Date.from(until));
  }

  private Object state(ManagementRequest request) {
    SessionEntity session = held(namespace.queue(request.entity()), request);
    byte[] state = session.state();
    Map<String, Object> answer = new HashMap<>();
    answer.put("session-state", state == null ? null : new Binary(state));
    return answer;
  }

  private @Nullable Object note(ManagementRequest request) {
    QueueEntity queue = namespace.queue(request.entity());
    SessionEntity session = held(queue, request);
    namespace.record(
        new Change.SessionNoted(queue.path(), session.id(), request.bytesOrNull("session-state")));
    return null;
  }

  /** Only who holds the lock of a session may speak for it. */
  private SessionEntity held(QueueEntity queue, ManagementRequest request) {
    String id = request.text("session-id");
    SessionEntity session = queue.shelf().sessions().find(id);
    if (session != null
        && session.owner() instanceof ReceiveLink link
        && link.connection() == connection) {
      return session;
    }
    throw Refusal.sessionLockLost(id);
  }
}
