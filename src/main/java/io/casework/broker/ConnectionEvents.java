package io.casework.broker;

import java.util.List;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Session;

/** Turns what the AMQP engine tells into what the broker does. */
final class ConnectionEvents {

  private final AmqpConnection connection;
  private final LinkAttacher attacher;

  ConnectionEvents(AmqpConnection connection, LinkAttacher attacher) {
    this.connection = connection;
    this.attacher = attacher;
  }

  void handle(Collector collector) {
    for (Event event; (event = collector.peek()) != null; collector.pop()) {
      handle(event);
    }
  }

  private void handle(Event event) {
    switch (event.getType()) {
      case CONNECTION_REMOTE_OPEN -> connection.engine().open();
      case CONNECTION_REMOTE_CLOSE -> {
        connection.closeLinks(connection.links().stream().map(LinkHandler::link).toList());
        connection.engine().close();
      }
      case SESSION_REMOTE_OPEN -> {
        event.getSession().setIncomingCapacity(Integer.MAX_VALUE);
        event.getSession().open();
      }
      case SESSION_REMOTE_CLOSE -> close(event.getSession());
      case LINK_REMOTE_OPEN -> attacher.attach(event.getLink());
      case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> close(event.getLink(), event.getType());
      case LINK_FLOW -> {
        LinkHandler handler = connection.handler(event.getLink());
        if (handler != null) {
          handler.flow();
        }
      }
      case DELIVERY -> deliver(event);
      default -> {
        // the engine tells more than anybody needs to know
      }
    }
  }

  private void deliver(Event event) {
    LinkHandler handler = connection.handler(event.getLink());
    if (handler == null) {
      return;
    }
    try {
      handler.delivery(event.getDelivery());
    } catch (Refusal refusal) {
      connection.detach(handler, refusal);
    }
  }

  private void close(Session session) {
    connection.closeLinks(
        connection.links().stream()
            .map(LinkHandler::link)
            .filter(link -> link.getSession() == session)
            .toList());
    session.close();
    session.free();
  }

  private void close(Link link, Event.Type how) {
    connection.closeLinks(List.of(link));
    if (link.getLocalState() != EndpointState.CLOSED) {
      if (how == Event.Type.LINK_REMOTE_CLOSE) {
        link.close();
      } else {
        link.detach();
      }
    }
    link.free();
  }
}
