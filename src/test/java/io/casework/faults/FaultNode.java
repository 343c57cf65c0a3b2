package io.casework.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.TestDesk;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The application as it is packaged, in a process of its own, and what is asked of it. */
final class FaultNode {

  private static final ObjectMapper JSON = new ObjectMapper();

  final String name;
  final int web = freePort();
  final int management = freePort();
  final Map<String, String> environment = new HashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Path log;
  private final List<String> arguments;
  private List<String> program;
  private Child process;
  private long started;

  FaultNode(String name, List<String> program, Path log, List<String> arguments) {
    this.name = name;
    this.program = program;
    this.log = log;
    this.arguments = arguments;
  }

  /** The jar, with options for its Java. */
  static List<String> packaged(Path jar, List<String> options) {
    var program = new ArrayList<>(options);
    program.addAll(List.of("-jar", jar.toString()));
    return program;
  }

  /** The classes as they are, where no jar is built. */
  static List<String> classes() {
    return List.of(
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "io.casework.CaseworkApplication");
  }

  /** From its next start on. */
  void upgrade(List<String> to) {
    program = to;
  }

  /**
   * @param failpoint {@code name@n=kill}; null: none is armed
   */
  void start(@Nullable String failpoint) throws IOException {
    var command = new ArrayList<>(List.of(Child.java(), "-Xmx512m", "-Duser.timezone=UTC"));
    if (failpoint != null) {
      command.add("-Dcasework.failpoint=" + failpoint);
    }
    command.addAll(program);
    command.addAll(arguments);
    command.add("--server.port=" + web);
    command.add("--management.server.port=" + management);
    started = System.nanoTime();
    process = Child.start(log, environment, command);
  }

  Child process() {
    return process;
  }

  boolean alive() {
    return process != null && process.alive();
  }

  /** Seconds from its start until it is ready; empty if it ended before. */
  double awaitReady() throws InterruptedException {
    while (alive()) {
      if (healthy("readiness")) {
        return (System.nanoTime() - started) / 1e9;
      }
      if (System.nanoTime() - started > Duration.ofMinutes(3).toNanos()) {
        throw new IllegalStateException(name + " is not ready after three minutes: see " + log);
      }
      Thread.sleep(100);
    }
    return Double.NaN;
  }

  boolean healthy(String group) {
    try {
      return http.send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:%d/actuator/health/%s"
                                  .formatted(management, group)))
                      .timeout(Duration.ofSeconds(8))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A number of {@code /actuator/prometheus}; zero if it is not there. */
  double meter(String meter) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(management)))
                .timeout(Duration.ofSeconds(8))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(meter + " ") || line.startsWith(meter + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  Answer get(String user, String path) throws IOException, InterruptedException {
    return call(user, "GET", path, "");
  }

  Answer call(String user, String method, String path, String body)
      throws IOException, InterruptedException {
    var credentials =
        Base64.getEncoder().encodeToString((user + ":" + TestDesk.PASSWORD).getBytes(UTF_8));
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(web, path)))
                .timeout(Duration.ofSeconds(15))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + credentials)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), tree(answer.body()));
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.nullNode();
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An answer over HTTP. */
  record Answer(int status, JsonNode json) {}
}
