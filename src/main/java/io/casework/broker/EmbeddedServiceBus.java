package io.casework.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Service Bus and Event Hubs namespace inside this process, for Azure's own clients to talk to.
 *
 * <p>What it accepts is on disk, and there again after whatever ended the process.
 */
public final class EmbeddedServiceBus implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedServiceBus.class);

  private final BrokerOptions options;
  private final DataDirectory directory;
  private final Journal journal;
  private final BrokerLoop loop;
  private final Namespace namespace;
  private final BrokerFaults faults;

  private EmbeddedServiceBus(BrokerOptions options, DataDirectory directory) {
    this.options = options;
    this.directory = directory;
    BrokerClock clock = new BrokerClock();
    MessageCodec codec = new MessageCodec();
    BreakableDisk disk = new BreakableDisk(new FileDisk());
    this.journal =
        new Journal(
            directory,
            disk,
            new JournalCodec(codec),
            JournalLimits.usual(options.sync() == BrokerOptions.Sync.DISK));
    this.namespace =
        new Namespace(clock, codec, new FaultPlan(), journal, options.maxStoredBytes());
    EntityConfig.addTo(namespace, options.config());
    namespace.restore();
    BrokerContext context =
        new BrokerContext(
            namespace,
            clock,
            new SharedKey(options.keyName(), options.key()),
            new Commitments(journal),
            new Timers(),
            options.loginWithin());
    this.loop =
        new BrokerLoop(new InetSocketAddress(options.bindAddress(), options.port()), context);
    this.faults = new BrokerFaults(loop, context, disk);
  }

  /** Starts a broker; clients can connect when this returns. */
  public static EmbeddedServiceBus start(BrokerOptions options) {
    DataDirectory directory = DataDirectory.open(options.dataDirectory());
    try {
      EmbeddedServiceBus bus = new EmbeddedServiceBus(options, directory);
      bus.loop.start();
      log.info(
          "embedded Service Bus on {}:{}, data in {}",
          options.bindAddress(),
          bus.port(),
          options.dataDirectory().toAbsolutePath());
      return bus;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  public int port() {
    return loop.port();
  }

  /** What Azure's clients need to find their way here. */
  public String connectionString() {
    return "Endpoint=sb://localhost:"
        + port()
        + ";SharedAccessKeyName="
        + options.keyName()
        + ";SharedAccessKey="
        + options.key()
        + ";UseDevelopmentEmulator=true;";
  }

  /**
   * How an entity is doing.
   *
   * @param entity a queue, a topic, an event hub, or {@code topic/subscriptions/name}; with {@code
   *     /$deadletterqueue} behind it, its dead letters
   */
  public EntityCounts counts(String entity) {
    return loop.call(() -> namespace.counts(entity));
  }

  /** The addresses of all queues and subscriptions, without their dead letters. */
  public List<String> queues() {
    return loop.call(namespace::queues);
  }

  /** When the oldest message of a queue or subscription came; empty when it holds none. */
  public Optional<Instant> oldest(String entity) {
    return loop.call(() -> namespace.queue(entity).shelf().oldest());
  }

  /**
   * Does something on the caller's thread while nothing is accepted, delivered or settled, and the
   * files stand still.
   *
   * @throws IOException if the broker does not come to rest, or goes on before the work is done
   */
  public void whileStill(Work work) throws IOException {
    loop.whileStill(
        () -> {
          journal.commit();
          return null;
        },
        work);
  }

  /** What is done while the broker stands still; it should take seconds. */
  @FunctionalInterface
  public interface Work {

    void run() throws IOException;
  }

  /** What can be made to go wrong, for tests. */
  public BrokerFaults faults() {
    return faults;
  }

  @Override
  public void close() {
    loop.stop();
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the broker could not write its last words", e);
    } finally {
      directory.close();
    }
  }
}
