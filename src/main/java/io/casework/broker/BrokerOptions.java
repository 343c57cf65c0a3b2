package io.casework.broker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a broker listens, whom it lets in, what it offers and where it keeps it.
 *
 * @param port 0 takes any free port
 * @param config the entities, as JSON in the format of Microsoft's emulators
 */
public record BrokerOptions(
    String bindAddress,
    int port,
    String keyName,
    String key,
    Path dataDirectory,
    String config,
    Sync sync,
    long maxStoredBytes,
    Duration loginWithin) {

  /** What an accepted message has survived. */
  public enum Sync {
    /** The message is on the disk: it survives a power failure. */
    DISK,
    /** The operating system has the message: it survives the end of the process. */
    OPERATING_SYSTEM
  }

  private static final long QUARTER_OF_A_GIGABYTE = 256L << 20;

  public BrokerOptions {
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException(
          "the broker has no key; set one, for whoever knows the key may read and write all"
              + " messages");
    }
    if (keyName == null || keyName.isBlank()) {
      throw new IllegalArgumentException("the broker's key has no name; set one");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " of the broker is outside 0..65535");
    }
  }

  /** A broker on loopback, on any port, with everything on disk. */
  public BrokerOptions(String key, Path dataDirectory, String config) {
    this(
        "127.0.0.1",
        0,
        "RootManageSharedAccessKey",
        key,
        dataDirectory,
        config,
        Sync.DISK,
        QUARTER_OF_A_GIGABYTE,
        Duration.ofSeconds(30));
  }

  public BrokerOptions withPort(int newPort) {
    return new BrokerOptions(
        bindAddress,
        newPort,
        keyName,
        key,
        dataDirectory,
        config,
        sync,
        maxStoredBytes,
        loginWithin);
  }

  public BrokerOptions withSync(Sync newSync) {
    return new BrokerOptions(
        bindAddress,
        port,
        keyName,
        key,
        dataDirectory,
        config,
        newSync,
        maxStoredBytes,
        loginWithin);
  }

  /** Without the key, for options end up in logs. */
  @Override
  public String toString() {
    return "BrokerOptions[" + bindAddress + ":" + port + ", " + dataDirectory + "]";
  }
}
