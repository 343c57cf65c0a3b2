package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvariantsCommandTests {

  private static final String SOUND =
      "{\"id\":\"I1a\",\"promise\":\"Nothing is lost.\",\"breaches\":0,\"examples\":[],\"error\":null}";
  private static final String BROKEN =
      "{\"id\":\"I4a\",\"promise\":\"One each.\",\"breaches\":2,\"examples\":[\"x\"],\"error\":null}";
  private static final String UNCHECKED =
      "{\"id\":\"I9c\",\"promise\":\"Kept.\",\"breaches\":null,\"examples\":[],\"error\":\"Away\"}";

  private HttpServer server;
  private String answer = "";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/ops/invariants",
        request -> {
          var login = "Basic " + Base64.getEncoder().encodeToString("ops-1:right".getBytes(UTF_8));
          var known = login.equals(request.getRequestHeaders().getFirst("Authorization"));
          request.sendResponseHeaders(known ? 200 : 401, 0);
          request.getResponseBody().write(answer.getBytes(UTF_8));
          request.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void nothingBrokenEndsWithZero() throws Exception {
    var said = ask("right", SOUND);

    assertThat(said.exit()).as(said.output()).isZero();
    assertThat(said.output()).isEqualTo("I1a   ok           Nothing is lost.\n");
  }

  @Test
  void aBreachAndAnErrorEndWithOneAndAreNamed() throws Exception {
    var said = ask("right", SOUND + "," + BROKEN);
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.output()).contains("I4a   2 broken     One each.\n      [\"x\"]");

    said = ask("right", UNCHECKED, "--json");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.output().trim()).isEqualTo(answer);
  }

  @Test
  void noAnswerEndsWithTwo() throws Exception {
    assertThat(ask("wrong", SOUND).exit()).isEqualTo(2);
    close();
    assertThat(ask("right", SOUND).exit()).isEqualTo(2);
  }

  private Tool.Answer ask(String password, String invariants, String... more) throws Exception {
    answer = "{\"invariants\":[%s]}".formatted(invariants);
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    var arguments = new String[] {"invariants", "--url", url, "--user", "ops-1"};
    var all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Tool.run(password, all);
  }
}
