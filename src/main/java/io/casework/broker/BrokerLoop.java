package io.casework.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the sockets, the AMQP engine and the entities, so that nothing is
 * locked.
 *
 * <p>Each turn reads what has come in, lets the entities act on it, waits once for the disk, and
 * only then lets the answers out.
 */
final class BrokerLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(BrokerLoop.class);
  private static final int MOST_CONNECTIONS = 200;
  private static final long TICK_MILLIS = 20;
  private static final long IDLE_TICK_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofSeconds(60);

  private final BrokerContext context;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final Thread thread = new Thread(this, "casework-broker");
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<AmqpConnection> connections = new LinkedHashSet<>();
  private volatile boolean isRunning = true;
  private boolean turnsAway;
  private long nextTickNanos = System.nanoTime();

  BrokerLoop(InetSocketAddress address, BrokerContext context) {
    this.context = context;
    try {
      selector = Selector.open();
      server = ServerSocketChannel.open();
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException("the broker cannot listen on " + address, e);
    }
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  int port() {
    try {
      return ((InetSocketAddress) server.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<AmqpConnection> connections() {
    return List.copyOf(connections);
  }

  void turnAway(boolean turnAway) {
    turnsAway = turnAway;
  }

  /** Holds the broker's thread, once it has come to rest, until the work is done. */
  void whileStill(Callable<?> rest, EmbeddedServiceBus.Work work) throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean onTime = new AtomicBoolean();
    CompletableFuture<Boolean> still = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            rest.call();
            still.complete(true);
            onTime.set(done.await(LONGEST_REST.toSeconds(), TimeUnit.SECONDS));
          } catch (Exception e) {
            still.completeExceptionally(e);
          }
        });
    selector.wakeup();
    try {
      still.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      work.run();
    } catch (CompletionException e) {
      throw new IOException("the broker does not come to rest", e);
    } finally {
      done.countDown();
    }
    call(() -> true); // behind the rest
    if (!onTime.get()) {
      throw new IOException("this took longer than the broker can stand still");
    }
  }

  /** Runs something on the broker's thread and waits for what comes of it. */
  <T> T call(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            result.complete(work.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    selector.wakeup();
    if (!thread.isAlive()) {
      throw new IllegalStateException("the broker is closed");
    }
    try {
      return result.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalArgumentException(String.valueOf(e.getCause().getMessage()), e.getCause());
    }
  }

  @Override
  public void run() {
    while (isRunning) {
      try {
        turn();
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        log.error("the broker carries on after an unexpected failure", e);
      }
    }
    connections().forEach(AmqpConnection::shutDown);
    try {
      server.close();
      selector.close();
    } catch (IOException e) {
      log.debug("the broker's port did not close: {}", e.toString());
    }
    runTasks();
  }

  private void turn() throws IOException {
    selector.select(connections.isEmpty() ? IDLE_TICK_MILLIS : TICK_MILLIS);
    runTasks();
    List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.isValid() && key.isAcceptable()) {
        accept();
      } else if (key.isValid() && key.isReadable()) {
        ((AmqpConnection) key.attachment()).read();
      }
    }
    context.timers().runDue();
    if (System.nanoTime() - nextTickNanos >= 0) {
      tick();
    }
    context.namespace().dispatch();
    context.commitments().settle();
    connections.forEach(AmqpConnection::write);
    connections.removeIf(AmqpConnection::isClosed);
    if (context.namespace().isStirred()) {
      selector.wakeup();
    }
  }

  private void runTasks() {
    for (Runnable task; (task = tasks.poll()) != null; ) {
      task.run();
    }
  }

  private void tick() {
    nextTickNanos = System.nanoTime() + TICK_MILLIS * 1_000_000;
    context.namespace().tick();
    connections.forEach(AmqpConnection::tick);
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    if (turnsAway || connections.size() >= MOST_CONNECTIONS) {
      log.debug("a connection is turned away");
      channel.close();
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    AmqpConnection connection = new AmqpConnection(channel, key, context);
    key.attach(connection);
    connections.add(connection);
  }

  void stop() {
    isRunning = false;
    selector.wakeup();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
