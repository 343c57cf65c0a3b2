package io.casework;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real PostgreSQL on loopback, from the machine's own package, in a folder that is thrown away.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Set<String> DATABASES = new HashSet<>();
  private static @Nullable PostgresServer shared;

  private final Path bin;
  private final Path data;
  private final int port;

  private PostgresServer(Path bin) throws IOException, InterruptedException {
    this.bin = bin;
    this.data = Files.createTempDirectory("casework-postgres");
    try (var free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    if (asRoot()) {
      run("chown", "postgres", data.toString());
    }
    server(
        "initdb", "-D", data + "/db", "-U", "casework", "-A", "trust", "-E", "UTF8", "--locale=C");
    server(
        "pg_ctl",
        "-D",
        data + "/db",
        "-w",
        "-l",
        data + "/log",
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c shared_buffers=256MB -c max_connections=400"
            .formatted(port, data),
        "start");
  }

  /** Starts a server; empty where PostgreSQL is not installed. */
  public static Optional<PostgresServer> start() throws IOException, InterruptedException {
    var installed = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(installed)) {
      return Optional.empty();
    }
    try (var versions = Files.list(installed)) {
      var bin =
          versions
              .map(version -> version.resolve("bin"))
              .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
              .max(Path::compareTo);
      return bin.isEmpty() ? Optional.empty() : Optional.of(new PostgresServer(bin.get()));
    }
  }

  /**
   * The address of a database that tests of one class have for themselves, on a server that the
   * tests of this JVM share; where PostgreSQL is not installed, the test is left out.
   */
  public static synchronized String databaseOf(Class<?> tests) {
    try {
      if (shared == null) {
        var started = start();
        assumeTrue(started.isPresent(), "PostgreSQL is not installed");
        shared = started.get();
        shared.endWith(ProcessHandle.current().pid());
      }
      var name = tests.getSimpleName().toLowerCase(Locale.ROOT);
      if (DATABASES.add(name)) {
        try (var connection = DriverManager.getConnection(shared.url(), "casework", "");
            var statement = connection.createStatement()) {
          statement.execute("create database " + name);
        }
      }
      return shared.url().replaceFirst("/postgres$", "/" + name);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lets the application of a test class run on a database of its own, until the JVM ends. */
  public static void serve(DynamicPropertyRegistry properties, Class<?> tests) {
    var url = databaseOf(tests);
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.username", () -> "casework");
    properties.add("spring.datasource.password", () -> "unused");
  }

  /** Stops after that process: whoever still asks while the JVM ends must not wait for nobody. */
  private void endWith(long pid) throws IOException {
    var stop =
        "while kill -0 %d 2>/dev/null; do sleep 1; done; %s %s -D %s/db -m immediate stop; rm -rf %s"
            .formatted(
                pid, asRoot() ? "runuser -u postgres --" : "", bin.resolve("pg_ctl"), data, data);
    new ProcessBuilder("setsid", "sh", "-c", stop)
        .directory(Path.of("/").toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** The properties with which the application uses this server. */
  public String[] properties() {
    return new String[] {
      "--spring.datasource.url=" + url(),
      "--spring.datasource.username=casework",
      "--spring.datasource.password=unused"
    };
  }

  @Override
  public void close() {
    try {
      server("pg_ctl", "-D", data + "/db", "-m", "immediate", "stop");
      run("rm", "-rf", data.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void server(String program, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (asRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }
}
