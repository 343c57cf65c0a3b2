package io.casework.faults;

import io.casework.PostgresServer;
import io.casework.TestDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes of one installation, with their database and their bus. */
final class Installation implements AutoCloseable {

  final Path folder;
  final List<FaultNode> nodes = new ArrayList<>();
  final int databasePort;
  private final @Nullable PostgresServer postgres;
  private final @Nullable BusProcess bus;
  private final int busPort;

  private Installation(
      Path folder, @Nullable PostgresServer postgres, @Nullable BusProcess bus, int busPort) {
    this.folder = folder;
    this.postgres = postgres;
    this.bus = bus;
    this.busPort = busPort;
    this.databasePort = postgres == null ? 0 : port(postgres);
  }

  private static int port(PostgresServer server) {
    return Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1"));
  }

  /** One node with everything in it, as on a laptop. */
  static Installation laptop(Path folder, List<String> program, String... more) throws IOException {
    var installation = new Installation(folder, null, null, FaultNode.freePort());
    installation.add(
        program,
        more,
        "--casework.bus.broker-port=" + installation.busPort,
        "--casework.bus.broker-key=" + BusProcess.KEY);
    return installation;
  }

  /**
   * Several nodes on one PostgreSQL and one bus.
   *
   * @param through ports of proxies before database and bus, 0: none
   * @throws IllegalStateException where PostgreSQL is not installed
   */
  static Installation cluster(Path folder) throws IOException, InterruptedException {
    var server =
        PostgresServer.start()
            .orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed"));
    var port = FaultNode.freePort();
    return new Installation(folder, server, new BusProcess(folder.resolve("bus"), port), port);
  }

  /** One more node of a cluster, straight at database and bus. */
  FaultNode addNode(List<String> program, String... more) {
    return addNode(program, databasePort, busPort, more);
  }

  /** One more node of a cluster, with proxies in between. */
  FaultNode addNode(List<String> program, int database, int messages, String... more) {
    return add(
        program,
        more,
        "--casework.bus.connection-string=" + BusProcess.connection(messages),
        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/postgres".formatted(database),
        "--spring.datasource.username=casework",
        "--spring.datasource.password=unused");
  }

  private FaultNode add(List<String> program, String[] more, String... connections) {
    var arguments = new ArrayList<>(Arrays.asList(connections));
    arguments.addAll(
        List.of(
            "--casework.installation.data=" + folder.resolve("data"),
            "--casework.installation.demo-password=" + TestDesk.PASSWORD,
            "--casework.audit.part-time=PT2S",
            "--casework.feedback.label-volume-threshold=7"));
    arguments.addAll(Arrays.asList(more));
    var name = "node-" + (nodes.size() + 1);
    var node = new FaultNode(name, program, folder.resolve(name + ".log"), arguments);
    nodes.add(node);
    return node;
  }

  BusProcess bus() {
    return java.util.Objects.requireNonNull(bus);
  }

  int busPort() {
    return busPort;
  }

  String busConnection() {
    return BusProcess.connection(busPort);
  }

  /** A node that answers; the first one if none does. */
  FaultNode anyNode() {
    return nodes.stream()
        .filter(node -> node.alive() && (nodes.size() == 1 || node.healthy("liveness")))
        .findFirst()
        .orElse(nodes.get(0));
  }

  Path data() {
    return folder.resolve("data");
  }

  /** Lines of the nodes' logs that should not be there. */
  List<String> screams() throws IOException {
    var found = new ArrayList<String>();
    for (var node : nodes) {
      try (var lines = Files.lines(folder.resolve(node.name + ".log"))) {
        lines
            .filter(line -> line.contains("OutOfMemoryError") || line.contains(" ERROR "))
            .map(line -> line.replaceFirst("^\\S+ +", node.name + " "))
            .forEach(found::add);
      }
    }
    return found;
  }

  @Override
  public void close() {
    try {
      for (var node : nodes) {
        if (node.alive()) {
          node.process().kill();
        }
      }
      if (bus != null) {
        bus.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
