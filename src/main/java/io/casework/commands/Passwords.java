package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;

/** How commands sign in. */
final class Passwords {

  private Passwords() {}

  /** The header of a user whose password is in {@code CASEWORK_PASSWORD}, or is asked for. */
  static String basic(String user) throws IOException {
    var login = (user + ":" + password()).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  private static String password() throws IOException {
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
