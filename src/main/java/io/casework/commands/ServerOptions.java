package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running application that a command asks, and who asks. */
final class ServerOptions {

  @Option(names = "--url", description = "Default: ${DEFAULT-VALUE}")
  private String url = "http://127.0.0.1:8080";

  @Option(
      names = "--user",
      required = true,
      paramLabel = "NAME",
      description = "Who asks; must have the role.")
  private String user = "";

  private @Nullable String password;

  /** A request with the password of CASEWORK_PASSWORD, or one that is asked for, once. */
  HttpRequest.Builder request(String path) throws IOException {
    if (password == null) {
      password = askedFor();
    }
    var login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Basic " + login);
  }

  private static String askedFor() throws IOException {
    var given = System.getenv("CASEWORK_PASSWORD");
    if (given != null) {
      return given;
    }
    var console = System.console();
    if (console == null) {
      throw new IOException("no CASEWORK_PASSWORD, and nobody to ask");
    }
    return new String(console.readPassword("Password: "));
  }
}
