package io.casework.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;

/** Gives a client the session it asks for, or the next one that is free. */
final class SessionAttacher {

  static final Symbol FILTER = Symbol.valueOf("com.microsoft:session-filter");

  private static final Symbol LOCKED_UNTIL = Symbol.valueOf("com.microsoft:locked-until-utc");
  private static final Symbol WAIT = Symbol.valueOf("com.microsoft:timeout");
  private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

  private final AmqpConnection connection;
  private final BrokerContext context;

  SessionAttacher(AmqpConnection connection, BrokerContext context) {
    this.connection = connection;
    this.context = context;
  }

  void attach(Sender sender, QueueEntity queue, Map<?, ?> filter) {
    if (!filter.containsKey(FILTER)) {
      throw new Refusal(
          Conditions.NOT_ALLOWED,
          "It is not possible for an entity that requires sessions to create a non-sessionful"
              + " message receiver.");
    }
    Object wanted = filter.get(FILTER);
    if (wanted instanceof DescribedType described) {
      wanted = described.getDescribed();
    }
    if (wanted == null) {
      queue.shelf().sessions().await(new Waiter(sender, queue, context.now().plus(wait(sender))));
      context.namespace().stir(queue);
      return;
    }
    SessionEntity session = queue.shelf().sessions().get(wanted.toString());
    if (!session.isFree()) {
      throw new Refusal(
          Conditions.SESSION_TAKEN,
          "The requested session '"
              + wanted
              + "' cannot be accepted. It may be locked by another receiver.");
    }
    openSession(sender, queue, session);
  }

  private void openSession(Sender sender, QueueEntity queue, SessionEntity session) {
    ReceiveLink link = new ReceiveLink(sender, queue, session, connection, context);
    Instant until = queue.lockSession(session, link);
    Source source = new Source();
    source.setAddress(((Source) sender.getRemoteSource()).getAddress());
    source.setFilter(new HashMap<>(Map.of(FILTER, session.id())));
    sender.setSource(source);
    Map<Symbol, Object> properties = new HashMap<>();
    if (sender.getRemoteProperties() != null) {
      properties.putAll(sender.getRemoteProperties());
    }
    properties.put(LOCKED_UNTIL, DotNetTicks.of(until));
    sender.setProperties(properties);
    connection.register(link);
    sender.open();
  }

  private static Duration wait(Sender sender) {
    Map<Symbol, Object> properties = sender.getRemoteProperties();
    return properties != null && properties.get(WAIT) instanceof UnsignedInteger millis
        ? Duration.ofMillis(millis.longValue())
        : USUAL_WAIT;
  }

  /** A client that waits for any session; its link stays unanswered for so long. */
  private final class Waiter implements SessionWaiter {

    private final Sender sender;
    private final QueueEntity queue;
    private final Instant deadline;

    private Waiter(Sender sender, QueueEntity queue, Instant deadline) {
      this.sender = sender;
      this.queue = queue;
      this.deadline = deadline;
    }

    @Override
    public Instant deadline() {
      return deadline;
    }

    @Override
    public boolean isGone() {
      return connection.isClosed() || sender.getRemoteState() == EndpointState.CLOSED;
    }

    @Override
    public void accepted(SessionEntity session) {
      openSession(sender, queue, session);
    }

    @Override
    public void timedOut() {
      connection.refuse(
          sender,
          new Refusal(
              Conditions.TIMEOUT,
              "The operation did not complete within the allotted timeout: no session became"
                  + " available."));
    }
  }
}
