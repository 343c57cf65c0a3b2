package io.casework.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does what servers should not. */
final class HostileServer implements AutoCloseable {

  enum Behaviour {
    ACCEPTS_AND_SAYS_NOTHING,
    ACCEPTS_AND_HANGS_UP,
    SENDS_A_LETTER_NOW_AND_THEN,
    SENDS_NONSENSE
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final AtomicInteger calls = new AtomicInteger();

  HostileServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int calls() {
    return calls.get();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        calls.incrementAndGet();
        daemon(() -> behave(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void behave(Socket socket) {
    try (socket) {
      var out = socket.getOutputStream();
      switch (behaviour) {
        case ACCEPTS_AND_SAYS_NOTHING ->
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        case ACCEPTS_AND_HANGS_UP -> socket.getInputStream().read(new byte[10], 0, 0);
        case SENDS_NONSENSE -> out.write("\u0000\u0001 nonsense\r\n\r\n".getBytes());
        case SENDS_A_LETTER_NOW_AND_THEN -> {
          while (true) {
            out.write('2');
            out.flush();
            Thread.sleep(100);
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // The caller has left.
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
