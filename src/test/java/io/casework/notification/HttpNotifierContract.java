package io.casework.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all channels over HTTP have in common. */
abstract class HttpNotifierContract extends NotifierContract {

  static WireMockServer server;

  @BeforeAll
  static void start() {
    server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void takeEverything() {
    server.resetAll();
    answer(202);
  }

  static String address(int port) {
    return "http://127.0.0.1:%d/%s".formatted(port, SECRET);
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  List<String> received() {
    return requests().stream().map(LoggedRequest::getBodyAsString).toList();
  }

  List<LoggedRequest> requests() {
    return server.getAllServeEvents().stream().map(each -> each.getRequest()).toList();
  }

  @Override
  void answer(int code) {
    server.stubFor(any(anyUrl()).willReturn(status(code)));
  }

  @Override
  List<Integer> passing() {
    return List.of(408, 425, 429, 500, 502, 503, 504);
  }

  @Override
  List<Integer> lasting() {
    return List.of(301, 302, 307, 400, 401, 403, 404, 410, 413, 422);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "429; 7; PT7S",
        "503; 30; PT30S",
        "429; Fri, 20 Nov 2026 10:00:42 GMT; PT42S",
        "503; Fri, 20 Nov 2026 09:00:00 GMT; PT0S",
        "429; 0; PT0S",
        "429; -5; PT0S",
        "429; soon; PT0S",
        "429; 99999999999999; PT0S"
      },
      delimiter = ';')
  void whoAsksForTimeIsUnderstood(int code, String retryAfter, Duration after) {
    server.stubFor(
        any(anyUrl())
            .willReturn(aResponse().withStatus(code).withHeader("Retry-After", retryAfter)));

    assertThat(send(port()).after()).isEqualTo(after);
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(302).withHeader("Location", address(port()) + "/2")));

    send(port());

    assertThat(requests()).hasSize(1);
  }

  @Override
  void assertHarmless(Posting posting, String hostile) {
    assertHarmless(tree(posting.body()), hostile);
    posting.headers().values().forEach(value -> assertThat(value).doesNotContain("\r", "\n"));
  }

  abstract void assertHarmless(JsonNode body, String hostile);

  static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
