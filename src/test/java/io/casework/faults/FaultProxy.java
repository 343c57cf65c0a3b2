package io.casework.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network that misbehaves: it stands before a server and does to every byte what it is told. */
final class FaultProxy implements AutoCloseable {

  /** What the network does. */
  enum Mode {
    /** Carries everything. */
    WELL,
    /** Carries everything, a tenth of a second late. */
    SLOW,
    /** Takes everything and carries nothing, in both directions. */
    BLACK_HOLE,
    /** Carries requests and keeps the replies: work is done and nobody hears of it. */
    SWALLOW_REPLIES,
    /** Cuts every connection after some bytes of the reply. */
    CUT,
    /** Lets nobody in; who was in is out. */
    REFUSE
  }

  private static final int CUT_AFTER = 700;

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.WELL;

  FaultProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on; a black hole that ends and a refusal that begins reset what was connected. */
  void become(Mode next) {
    var before = mode;
    mode = next;
    if (next == Mode.REFUSE || before == Mode.BLACK_HOLE || before == Mode.SWALLOW_REPLIES) {
      reset();
    }
  }

  /** Cuts everything that is connected, without a goodbye. */
  void reset() {
    sockets.forEach(FaultProxy::cut);
    sockets.clear();
  }

  private void accept() throws IOException {
    while (true) {
      var client = door.accept();
      if (mode == Mode.REFUSE) {
        cut(client);
        continue;
      }
      try {
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        thread(() -> carry(client, server, false));
        thread(() -> carry(server, client, true));
      } catch (IOException e) {
        cut(client);
      }
    }
  }

  private void carry(Socket from, Socket to, boolean reply) throws IOException {
    try {
      carry(from.getInputStream(), to.getOutputStream(), reply);
    } finally {
      cut(from);
      cut(to);
    }
  }

  private void carry(InputStream in, OutputStream out, boolean reply) throws IOException {
    var buffer = new byte[16 * 1024];
    var carried = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      switch (mode) {
        case SLOW -> pause(100);
        case BLACK_HOLE -> {
          continue;
        }
        case SWALLOW_REPLIES -> {
          if (reply) {
            continue;
          }
        }
        case CUT -> {
          if (reply && carried + read > CUT_AFTER) {
            out.write(buffer, 0, Math.max(0, CUT_AFTER - carried));
            return;
          }
        }
        default -> {}
      }
      out.write(buffer, 0, read);
      carried += read;
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.setSoLinger(true, 0); // a reset, not an end
      socket.close();
    } catch (IOException e) {
      // it is gone already
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void thread(Carrying work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // cut
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    reset();
  }

  private interface Carrying {
    void run() throws IOException;
  }
}
