package io.casework.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * The fault harness: {@code mvn -Pfaults verify}. It ends with 1 when something was lost or
 * happened twice.
 *
 * <p>{@code --kills= --seed= --scenarios=} (with commas, or {@code all}) {@code --jar= --before=}
 * (the jar of the version before) {@code --java=} (options for the nodes).
 */
final class Faults {

  private Faults() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    var given =
        Arrays.stream(arguments)
            .map(argument -> argument.substring(2).split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    var kills = Integer.parseInt(given.get("kills"));
    var seed = given.get("seed").isEmpty() ? System.nanoTime() : Long.parseLong(given.get("seed"));
    var wanted = Set.of(given.get("scenarios").split(","));
    var options = Arrays.stream(given.get("java").split(" ")).filter(o -> !o.isEmpty()).toList();
    var program = FaultNode.packaged(Path.of(given.get("jar")), options);
    var before = FaultNode.packaged(Path.of(given.get("before")), options);
    System.out.printf("seed %d; the same plan again: -Dfaults.seed=%d%n", seed, seed);
    var report = new Report();
    if (wants(wanted, "kill-h2")) {
      var share = wants(wanted, "kill-postgresql") ? kills / 2 : kills;
      try (var run = new Run("kill-h2", Installation.laptop(folder("kill-h2"), program), seed)) {
        report.add(new KillScenario(run).run(share));
      }
    }
    if (wants(wanted, "kill-postgresql")) {
      var share = wants(wanted, "kill-h2") ? kills - kills / 2 : kills;
      var installation = Installation.cluster(folder("kill-postgresql"));
      installation.addNode(program);
      installation.addNode(program);
      try (var run = new Run("kill-postgresql", installation, seed + 1)) {
        report.add(new KillScenario(run).run(share));
      }
    }
    for (var scenario : Scenarios.all(program, before)) {
      if (wants(wanted, scenario.name())) {
        System.out.println(scenario.name());
        report.add(scenario.play().play(seed));
      }
    }
    if (!report.print()) {
      System.out.println("seed " + seed);
      System.exit(1);
    }
    System.exit(0);
  }

  static Path folder(String scenario) throws IOException {
    return Files.createDirectories(
        Path.of("target", "faults", scenario + "-" + System.nanoTime() / 1_000_000_000L)
            .toAbsolutePath());
  }

  private static boolean wants(Set<String> wanted, String scenario) {
    return wanted.contains("all") || wanted.contains(scenario);
  }
}
