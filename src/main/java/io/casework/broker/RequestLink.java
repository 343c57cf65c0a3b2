package io.casework.broker;

import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** A link on which a client sends requests; replies leave when what they say is on the disk. */
final class RequestLink implements LinkHandler {

  private final Receiver receiver;
  private final Address address;
  private final RequestNode node;
  private final ReplyLinks replies;
  private final BrokerContext context;
  private final Incoming incoming;

  RequestLink(
      Receiver receiver,
      Address address,
      RequestNode node,
      ReplyLinks replies,
      BrokerContext context) {
    this.receiver = receiver;
    this.address = address;
    this.node = node;
    this.replies = replies;
    this.context = context;
    this.incoming = new Incoming(receiver, Incoming.MOST_BYTES_OF_EVENTS);
  }

  void open() {
    receiver.open();
    incoming.grantCredit();
  }

  @Override
  public Link link() {
    return receiver;
  }

  @Override
  public String path() {
    return address.isManagement() ? address.managed() : "";
  }

  @Override
  public String address() {
    return path().isEmpty() ? "" : address.path();
  }

  @Override
  public void delivery(Delivery delivery) {
    byte[] wire = incoming.read(delivery);
    if (wire == null) {
      return;
    }
    if (!delivery.remotelySettled()) {
      delivery.disposition(Accepted.getInstance());
    }
    delivery.settle();
    incoming.grantCredit();
    answer(decode(wire));
  }

  private static Message decode(byte[] wire) {
    Message request = Message.Factory.create();
    try {
      request.decode(wire, 0, wire.length);
    } catch (RuntimeException | StackOverflowError e) {
      throw new Refusal(Conditions.DECODE_ERROR, "The request is not valid AMQP: " + e);
    }
    return request;
  }

  private void answer(Message request) {
    RequestNode.Reply reply = node.answer(request);
    context
        .commitments()
        .add(
            () -> replies.send(receiver.getSession(), request, reply),
            refusal -> replies.send(receiver.getSession(), request, node.refuse(refusal)));
  }
}
