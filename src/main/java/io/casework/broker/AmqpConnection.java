package io.casework.broker;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: its socket, its AMQP state, its links. Whatever it sends harms nobody else. */
final class AmqpConnection {

  private static final Logger log = LoggerFactory.getLogger(AmqpConnection.class);
  private static final int MOST_FRAME_BYTES = 64 * 1024;
  private static final int MOST_SESSIONS = 1_000;
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);

  /** Then the others get their turn. */
  private static final int MOST_READS = 16;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final BrokerContext context;
  private final Access access;
  private final ReplyLinks replies = new ReplyLinks();
  private final Map<Link, LinkHandler> links = new LinkedHashMap<>();
  private final Connection connection = Proton.connection();
  private final Transport transport = Proton.transport();
  private final Collector collector = Proton.collector();
  private final ConnectionEvents events;
  private final long openedNanos = System.nanoTime();
  private boolean isClosed;
  private boolean isClogged;

  AmqpConnection(SocketChannel channel, SelectionKey key, BrokerContext context) {
    this.channel = channel;
    this.key = key;
    this.context = context;
    this.access = new Access(context.clock());
    this.events = new ConnectionEvents(this, new LinkAttacher(this, context));
    connection.collect(collector);
    connection.setContainer("casework-broker");
    transport.setMaxFrameSize(MOST_FRAME_BYTES);
    transport.setChannelMax(MOST_SESSIONS);
    transport.setIdleTimeout((int) IDLE_LIMIT.toMillis());
    new SaslGate(context.key(), access).guard(transport);
    transport.bind(connection);
  }

  Access access() {
    return access;
  }

  ReplyLinks replies() {
    return replies;
  }

  boolean isClosed() {
    return isClosed;
  }

  // the socket

  void read() {
    guarded(
        () -> {
          for (int reads = 0; reads < MOST_READS && transport.capacity() > 0; reads++) {
            int count = channel.read(transport.tail());
            if (count < 0) {
              transport.close_tail();
              events.handle(collector);
              end();
              return;
            }
            if (count == 0) {
              return;
            }
            transport.process();
            events.handle(collector);
          }
        });
  }

  void write() {
    guarded(
        () -> {
          events.handle(collector);
          while (transport.pending() > 0) {
            ByteBuffer output = transport.head();
            int count = channel.write(output);
            if (count == 0) {
              isClogged = true;
              key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
              return;
            }
            transport.pop(count);
            events.handle(collector);
          }
          key.interestOps(SelectionKey.OP_READ);
          if (isClogged) {
            isClogged = false;
            List.copyOf(links.values()).forEach(LinkHandler::drained);
          }
          if (transport.pending() < 0 || hasFailedToLogIn()) {
            end();
          }
        });
  }

  private interface SocketWork {
    void run() throws IOException;
  }

  private void guarded(SocketWork work) {
    if (isClosed) {
      return;
    }
    try {
      work.run();
    } catch (IOException e) {
      log.debug("a connection ended: {}", e.toString());
      end();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      log.warn("a connection is closed, for what it sent cannot be handled: {}", e.toString());
      log.debug("what could not be handled", e);
      end();
    }
  }

  private boolean hasFailedToLogIn() {
    Sasl.SaslOutcome outcome = transport.sasl().getOutcome();
    return outcome != Sasl.PN_SASL_NONE && outcome != Sasl.PN_SASL_OK;
  }

  void tick() {
    long now = System.nanoTime();
    guarded(
        () -> {
          transport.tick(now / 1_000_000);
          if (access.isEmpty() && now - openedNanos > context.loginWithin().toNanos()) {
            log.info("a connection is closed, for it showed no valid token in time");
            end();
          }
        });
    if (!isClosed) {
      detachUncovered();
    }
  }

  /** A link lives no longer than the token that let it in. */
  private void detachUncovered() {
    for (LinkHandler link : List.copyOf(links.values())) {
      if (!link.address().isEmpty() && !access.covers(link.address())) {
        detach(
            link,
            new Refusal(
                Conditions.UNAUTHORIZED,
                "ExpiredToken: the token for '" + link.address() + "' has expired."));
      }
    }
  }

  /** Cuts the line, as a failing network does. */
  void reset() {
    guarded(() -> channel.setOption(StandardSocketOptions.SO_LINGER, 0));
    end();
  }

  void shutDown() {
    if (connection.getLocalState() == EndpointState.ACTIVE) {
      connection.setCondition(
          new ErrorCondition(Symbol.valueOf("amqp:connection:forced"), "The broker is stopping."));
      connection.close();
      write();
    }
    end();
  }

  private void end() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("a socket did not close: {}", e.toString());
    }
    closeLinks(List.copyOf(links.keySet()));
  }

  // links

  Connection engine() {
    return connection;
  }

  @Nullable LinkHandler handler(Link link) {
    return links.get(link);
  }

  Collection<LinkHandler> links() {
    return List.copyOf(links.values());
  }

  void register(LinkHandler handler) {
    links.put(handler.link(), handler);
  }

  void closeLinks(Collection<Link> gone) {
    for (Link link : gone) {
      LinkHandler handler = links.remove(link);
      if (handler != null) {
        handler.closed();
      }
    }
  }

  void detach(LinkHandler handler, Refusal why) {
    handler.link().setCondition(why.error());
    handler.link().close();
    closeLinks(List.of(handler.link()));
  }

  /** A link can only be refused once it has been opened; without termini it means a refusal. */
  void refuse(Link link, Refusal why) {
    if (link.getLocalState() == EndpointState.UNINITIALIZED) {
      link.setSource(null);
      link.setTarget(null);
      link.open();
    }
    link.setCondition(why.error());
    link.close();
    closeLinks(List.of(link));
  }
}
