package io.casework.broker;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links of a connection on which replies to requests go back. */
final class ReplyLinks {

  private static final Logger log = LoggerFactory.getLogger(ReplyLinks.class);
  private static final int MOST_WAITING = 1_000;

  private final List<ReplyLink> links = new ArrayList<>();
  private long tag;

  LinkHandler add(Sender sender) {
    ReplyLink link = new ReplyLink(sender);
    links.add(link);
    return link;
  }

  void send(Session session, Message request, RequestNode.Reply reply) {
    ReplyLink link = find(session, request.getReplyTo());
    if (link == null) {
      log.debug("nobody waits for the reply to {}", request.getReplyTo());
      return;
    }
    Message message = Message.Factory.create();
    // a client finds its request by the very type of the id
    message.setCorrelationId(
        request.getMessageId() == null ? request.getCorrelationId() : request.getMessageId());
    message.setApplicationProperties(new ApplicationProperties(reply.properties()));
    message.setBody(new AmqpValue(reply.body()));
    link.send(encode(message));
  }

  private static byte[] encode(Message message) {
    byte[] wire = new byte[2048];
    while (true) {
      try {
        return Arrays.copyOf(wire, message.encode(wire, 0, wire.length));
      } catch (BufferOverflowException tooSmall) {
        wire = new byte[2 * wire.length];
      }
    }
  }

  /** The Java SDK names the target of its reply link; the JavaScript SDK only names the link. */
  private @Nullable ReplyLink find(Session session, @Nullable String replyTo) {
    ReplyLink elsewhere = null;
    for (ReplyLink link : links) {
      boolean matches =
          Objects.equals(link.target(), replyTo) || Objects.equals(link.sender.getName(), replyTo);
      if (matches && link.sender.getSession() == session) {
        return link;
      }
      elsewhere = matches ? link : elsewhere;
    }
    return elsewhere;
  }

  private final class ReplyLink implements LinkHandler {

    private final Sender sender;
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    private ReplyLink(Sender sender) {
      this.sender = sender;
    }

    private @Nullable String target() {
      return sender.getRemoteTarget() instanceof Target target ? target.getAddress() : null;
    }

    private void send(byte[] wire) {
      if (waiting.size() < MOST_WAITING) {
        waiting.add(wire);
      }
      flow();
    }

    @Override
    public Link link() {
      return sender;
    }

    @Override
    public String path() {
      return "";
    }

    @Override
    public void flow() {
      while (sender.getCredit() > 0 && !waiting.isEmpty()) {
        byte[] wire = waiting.remove();
        tag++;
        Delivery delivery = sender.delivery(ByteBuffer.allocate(Long.BYTES).putLong(tag).array());
        sender.send(wire, 0, wire.length);
        delivery.settle();
        sender.advance();
      }
    }

    @Override
    public void delivery(Delivery delivery) {
      delivery.settle();
    }

    @Override
    public void closed() {
      links.remove(this);
    }
  }
}
