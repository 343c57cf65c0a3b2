package io.casework.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * The connections of one mail, which are closed when it takes too long: a server that sends a
 * letter every few seconds never exceeds a timeout for reading.
 */
class SmtpSockets extends SocketFactory {

  private final List<Socket> opened = new CopyOnWriteArrayList<>();
  private final Duration connectTimeout;
  private volatile boolean done;
  private volatile boolean cutOff;

  SmtpSockets(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  void closeAfter(Duration span) {
    CompletableFuture.delayedExecutor(span.toMillis(), TimeUnit.MILLISECONDS).execute(this::close);
  }

  private void close() {
    if (!done) {
      cutOff = true;
      opened.forEach(
          socket -> {
            try {
              socket.close();
            } catch (IOException e) {
              // It is of no use any more, open or not.
            }
          });
    }
  }

  void done() {
    done = true;
  }

  /** Whether it took too long. */
  boolean cutOff() {
    return cutOff;
  }

  @Override
  public Socket createSocket() {
    var socket = new Socket();
    opened.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    var socket = createSocket();
    socket.connect(new InetSocketAddress(host, port), (int) connectTimeout.toMillis());
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
