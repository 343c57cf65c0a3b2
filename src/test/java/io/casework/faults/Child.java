package io.casework.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that is killed, halted and set going again; none of them outlives the harness. */
final class Child {

  private static final Set<ProcessHandle> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALIVE.forEach(ProcessHandle::destroyForcibly)));
  }

  private final Process process;

  private Child(Process process) {
    this.process = process;
    ALIVE.add(process.toHandle());
    process.onExit().thenRun(() -> ALIVE.remove(process.toHandle()));
  }

  static Child start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new Child(builder.start());
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** As {@code kill -9}; the pipes stay, unlike with {@link Process#destroyForcibly}. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** As {@code kill}; how many seconds the end took. */
  double end() throws InterruptedException {
    var start = System.nanoTime();
    process.toHandle().destroy();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      kill();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  boolean awaitEnd(double seconds) throws InterruptedException {
    return process.waitFor((long) (seconds * 1000), TimeUnit.MILLISECONDS);
  }

  /** Halts it in the midst of whatever it does, as a frozen machine would. */
  void halt() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
  }
}
