package io.casework.broker;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** Peeking, scheduling, fetching what was deferred, renewing locks, settling from afar. */
final class MessageOperations {

  static final String PEEK = "com.microsoft:peek-message";

  private static final int MOST_PEEKED = 1_000;
  private static final int MOST_PEEKED_BYTES = 4 << 20;

  private final Namespace namespace;

  MessageOperations(Namespace namespace) {
    this.namespace = namespace;
  }

  Map<String, ManagementNode.Operation> all() {
    return Map.of(
        PEEK,
        this::peek,
        "com.microsoft:renew-lock",
        this::renewLocks,
        "com.microsoft:schedule-message",
        this::schedule,
        "com.microsoft:cancel-scheduled-message",
        this::cancel,
        "com.microsoft:receive-by-sequence-number",
        this::receiveDeferred,
        "com.microsoft:update-disposition",
        this::settle);
  }

  private @Nullable Object peek(ManagementRequest request) {
    QueueEntity queue = namespace.queue(request.entity());
    long most = Math.min(request.number("message-count"), MOST_PEEKED);
    String session = request.textOrNull("session-id");
    List<Object> found = new ArrayList<>();
    long bytes = 0;
    for (StoredMessage message :
        queue.shelf().messages().tailMap(request.number("from-sequence-number")).values()) {
      if (found.size() >= most || bytes > MOST_PEEKED_BYTES) {
        break;
      }
      if (session == null || session.equals(message.content().sessionId())) {
        found.add(Map.of("message", new Binary(message.encode(namespace.codec()))));
        bytes += message.bytes();
      }
    }
    return found.isEmpty() ? null : Map.of("messages", found);
  }

  private Object renewLocks(ManagementRequest request) {
    Settlement settlement = namespace.queue(request.entity()).settlement();
    Date[] expirations =
        request.tokens("lock-tokens").stream()
            .map(token -> Date.from(settlement.renew(token)))
            .toArray(Date[]::new);
    return Map.of("expirations", expirations);
  }

  private Object schedule(ManagementRequest request) {
    Destination destination = namespace.destination(request.entity());
    namespace.requireRoom();
    Plan plan = new Plan(namespace.now());
    List<Long> numbers = new ArrayList<>();
    for (byte[] wire : request.messages()) {
      if (wire.length > Incoming.MOST_BYTES) {
        throw new Refusal(Conditions.MESSAGE_TOO_LARGE, "The message is too large.");
      }
      numbers.add(destination.accept(namespace.codec().named(namespace.codec().read(wire)), plan));
    }
    namespace.record(plan.changes());
    // boxed: proton-j cannot write an array of primitives inside a map
    return Map.of("sequence-numbers", numbers.toArray(Long[]::new));
  }

  private @Nullable Object cancel(ManagementRequest request) {
    Destination destination = namespace.destination(request.entity());
    request.numbers("sequence-numbers").forEach(destination::cancelScheduled);
    return null;
  }

  private Object receiveDeferred(ManagementRequest request) {
    Settlement settlement = namespace.queue(request.entity()).settlement();
    boolean deletes = request.number("receiver-settle-mode") == 0;
    List<Object> received = new ArrayList<>();
    for (long number : request.numbers("sequence-numbers")) {
      StoredMessage message = settlement.takeDeferred(number, deletes);
      Map<String, Object> entry = new HashMap<>();
      entry.put("message", new Binary(message.encode(namespace.codec())));
      UUID token = message.lockToken();
      if (token != null) {
        entry.put("lock-token", token);
      }
      received.add(entry);
    }
    return Map.of("messages", received);
  }

  private @Nullable Object settle(ManagementRequest request) {
    Settlement settlement = namespace.queue(request.entity()).settlement();
    String status = request.text("disposition-status");
    Map<String, Object> properties = ManagementRequest.named(request.map("properties-to-modify"));
    for (UUID token : request.tokens("lock-tokens")) {
      switch (status) {
        case "completed" -> settlement.complete(token);
        case "abandoned" -> settlement.abandon(token, properties);
        // the spelling is Microsoft's
        case "defered" -> settlement.defer(token, properties);
        case "suspended" ->
            settlement.deadLetter(
                token,
                new Cause(
                    request.textOrNull("deadletter-reason"),
                    request.textOrNull("deadletter-description"),
                    properties));
        default ->
            throw new Refusal(
                Conditions.NOT_IMPLEMENTED, "There is no disposition " + status + ".");
      }
    }
    return null;
  }
}
