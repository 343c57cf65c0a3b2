package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.CaseworkApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operator's tool as a program of its own, with a password in its environment. */
final class Tool {

  private Tool() {}

  static Answer run(String password, String... arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CaseworkApplication.class.getName()));
    command.addAll(List.of(arguments));
    var program = new ProcessBuilder(command).redirectErrorStream(true);
    program.environment().put("CASEWORK_PASSWORD", password);
    var process = program.start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor(60, TimeUnit.SECONDS);
    return new Answer(process.exitValue(), said);
  }

  record Answer(int exit, String output) {}
}
