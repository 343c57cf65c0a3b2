package io.casework.broker;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.message.Message;

/** A client of plain AMQP, which does what Azure's clients would never do. */
final class AmqpClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Socket socket;
  private final Connection connection = Proton.connection();
  private final Transport transport = Proton.transport();
  private final Session session;
  private boolean isCutOff;

  private AmqpClient(int port, boolean anonymous, String user, String password) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20);
    Sasl sasl = transport.sasl();
    sasl.client();
    if (anonymous) {
      sasl.setMechanisms("ANONYMOUS");
    } else {
      sasl.plain(user, password);
    }
    transport.bind(connection);
    connection.setContainer("plain-client");
    connection.open();
    session = connection.session();
    session.open();
  }

  static AmqpClient anonymous(int port) throws IOException {
    return new AmqpClient(port, true, "", "");
  }

  static AmqpClient plain(int port, String user, String password) throws IOException {
    return new AmqpClient(port, false, user, password);
  }

  boolean isOpen() throws IOException {
    runUntil(() -> connection.getRemoteState() == EndpointState.ACTIVE);
    return connection.getRemoteState() == EndpointState.ACTIVE;
  }

  boolean isCutOff() throws IOException {
    runUntil(() -> isCutOff);
    return isCutOff;
  }

  Sender sender(String address) throws IOException {
    Sender sender = session.sender("to-" + address);
    Target target = new Target();
    target.setAddress(address);
    sender.setTarget(target);
    sender.setSource(new Source());
    sender.open();
    runUntil(() -> sender.getCredit() > 0 || sender.getRemoteState() == EndpointState.CLOSED);
    return sender;
  }

  Receiver receiver(String address) throws IOException {
    Receiver receiver = session.receiver("from-" + address);
    Source source = new Source();
    source.setAddress(address);
    receiver.setSource(source);
    receiver.setTarget(new Target());
    receiver.open();
    receiver.flow(10);
    runUntil(() -> receiver.getRemoteState() != EndpointState.UNINITIALIZED);
    return receiver;
  }

  static String condition(Link link) {
    return String.valueOf(link.getRemoteCondition().getCondition());
  }

  /** Sends bytes as they are and returns what the broker made of them. */
  Delivery send(Sender sender, byte[] bytes) throws IOException {
    Delivery delivery = sender.delivery("tag".getBytes(StandardCharsets.UTF_8));
    sender.send(bytes, 0, bytes.length);
    sender.advance();
    runUntil(
        () -> delivery.getRemoteState() != null || sender.getRemoteState() == EndpointState.CLOSED);
    return delivery;
  }

  Message receive(Receiver receiver) throws IOException {
    runUntil(() -> receiver.current() != null && !receiver.current().isPartial());
    byte[] wire = new byte[receiver.current().pending()];
    receiver.recv(wire, 0, wire.length);
    receiver.advance();
    Message message = Proton.message();
    message.decode(wire, 0, wire.length);
    return message;
  }

  static byte[] encode(String body) {
    Message message = Proton.message();
    message.setBody(new Data(new Binary(body.getBytes(StandardCharsets.UTF_8))));
    byte[] wire = new byte[1 << 20];
    return Arrays.copyOf(wire, message.encode(wire, 0, wire.length));
  }

  private void runUntil(BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && !isCutOff && System.nanoTime() < deadline) {
      write();
      read();
    }
  }

  private void write() throws IOException {
    while (transport.pending() > 0) {
      ByteBuffer head = transport.head();
      byte[] bytes = new byte[head.remaining()];
      head.get(bytes);
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        isCutOff = true;
      }
      transport.pop(bytes.length);
    }
  }

  private void read() throws IOException {
    byte[] bytes = new byte[Math.max(1, Math.min(transport.capacity(), 8192))];
    try {
      int count = socket.getInputStream().read(bytes);
      if (count < 0) {
        isCutOff = true;
        return;
      }
      transport.tail().put(bytes, 0, count);
      transport.process();
    } catch (SocketTimeoutException nothingYet) {
      Thread.onSpinWait();
    } catch (SocketException e) {
      isCutOff = true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
