package io.casework.broker;

import static io.casework.broker.TestBus.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessTests {

  private static final byte[] AMQP_HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};

  @TempDir Path directory;
  TestBus bus;

  @BeforeEach
  void start() {
    BrokerOptions usual = TestBus.options(directory, queue("q"));
    bus =
        new TestBus(
            EmbeddedServiceBus.start(
                new BrokerOptions(
                    usual.bindAddress(),
                    0,
                    usual.keyName(),
                    usual.key(),
                    directory,
                    usual.config(),
                    usual.sync(),
                    1 << 20,
                    Duration.ofMillis(500))));
    bus.send("q", "before");
  }

  /** Whatever a test did, others are still served. */
  @AfterEach
  void stop() {
    bus.send("q", "after");
    assertThat(bus.drain("q")).contains("after");
    bus.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", bus.bus().port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static void readToTheEnd(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void webBrowserIsTurnedAway() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      readToTheEnd(socket);
    }
  }

  @Test
  void garbageEndsOnlyItsOwnConnection() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      try (Socket socket = connect()) {
        byte[] garbage = new byte[2_000];
        random.nextBytes(garbage);
        ByteBuffer message = ByteBuffer.allocate(2_008);
        message.put(i % 2 == 0 ? AMQP_HEADER : new byte[0]).put(garbage).flip();
        socket.getOutputStream().write(message.array(), 0, message.limit());
        readToTheEnd(socket);
      }
    }
  }

  @Test
  void hugeFrameIsRefused() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(AMQP_HEADER);
      socket.getOutputStream().write(new byte[] {0x7f, 0, 0, 0, 2, 1, 0, 0});
      readToTheEnd(socket);
    }
  }

  @Test
  void silentConnectionIsClosed() throws IOException {
    try (Socket socket = connect()) {
      readToTheEnd(socket);
    }
  }

  @Test
  void connectionWithoutTokenIsClosed() throws IOException {
    try (AmqpClient client = AmqpClient.anonymous(bus.bus().port())) {
      assertThat(client.isOpen()).isTrue();
      assertThat(client.isCutOff()).isTrue();
    }
  }

  @Test
  void tooManyConnectionsAreTurnedAway() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      sockets.add(connect());
    }
    readToTheEnd(sockets.get(229));
    for (Socket socket : sockets) {
      socket.close();
    }
    await().untilAsserted(() -> bus.send("q", "again"));
  }

  private AmqpClient plainClient() throws IOException {
    return AmqpClient.plain(bus.bus().port(), "RootManageSharedAccessKey", TestBus.KEY);
  }

  @Test
  void messageThatIsNoAmqpIsRefusedAndTheLinkLivesOn() throws IOException {
    try (AmqpClient client = plainClient()) {
      Sender sender = client.sender("q");

      Delivery bad = client.send(sender, new byte[] {1, 2, 3, 4});
      Delivery empty = client.send(sender, new byte[] {0, 0x53, 0x73, 0x45});
      Delivery good = client.send(sender, AmqpClient.encode("fine"));

      assertThat(condition(bad)).isEqualTo("amqp:decode-error");
      assertThat(condition(empty)).isEqualTo("amqp:decode-error");
      assertThat(good.getRemoteState()).isInstanceOf(Accepted.class);
    }
  }

  private static String condition(Delivery delivery) {
    return String.valueOf(((Rejected) delivery.getRemoteState()).getError().getCondition());
  }

  @Test
  void endlessMessageEndsItsLink() throws IOException {
    try (AmqpClient client = plainClient()) {
      Sender sender = client.sender("q");

      client.send(sender, AmqpClient.encode("x".repeat(300_000)));

      assertThat(AmqpClient.condition(sender)).isEqualTo("amqp:link:message-size-exceeded");
    }
  }

  @Test
  void linkThatNamesNoEntityIsRefused() throws IOException {
    try (AmqpClient client = plainClient()) {
      assertThat(AmqpClient.condition(client.sender("nowhere"))).isEqualTo("amqp:not-found");
      assertThat(AmqpClient.condition(client.sender("q/$deadletterqueue")))
          .isEqualTo("amqp:not-found");
      assertThat(AmqpClient.condition(client.receiver("nowhere"))).isEqualTo("amqp:not-found");
    }
  }

  @Test
  void fullBrokerRefusesSendsUntilSomebodyReceives() throws IOException {
    try (AmqpClient client = plainClient()) {
      Sender sender = client.sender("q");
      String large = "x".repeat(200_000);
      for (int i = 0; i < 6; i++) {
        client.send(sender, AmqpClient.encode(large));
      }
      await()
          .until(
              () ->
                  client.send(sender, AmqpClient.encode("one more")).getRemoteState()
                      instanceof Rejected);

      bus.drain("q");

      await()
          .until(
              () ->
                  client.send(sender, AmqpClient.encode("now")).getRemoteState()
                      instanceof Accepted);
    }
  }
}
