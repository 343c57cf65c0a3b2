package io.casework.enrichment;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.casework.cases.Finding;
import io.casework.core.ScoredEvent;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A source over HTTP: what it knows, and every way in which it can be away. */
@Tag("S2-52")
@Tag("S2-53")
class HttpSourceTests {

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void whatTheSourceKnowsBecomesAFinding() {
    server.stubFor(
        get(anyUrl())
            .willReturn(
                okJson(
                    "{\"summary\":\"Known.\",\"facts\":{\"payments_5_min\":{\"value\":9,\"limit\":10}}}")));

    var finding = ask(source());

    assertThat(finding.available()).isTrue();
    assertThat(finding.summary()).isEqualTo("Known.");
    assertThat(finding.facts()).containsKey("payments_5_min");
    server.verify(
        getRequestedFor(urlEqualTo("/customers/u%2F1/features"))
            .withHeader("Authorization", equalTo("Bearer t")));
  }

  @Test
  void nothingKnownIsAnAnswer() {
    server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(404)));

    assertThat(ask(source()).available()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aSourceThatIsAwayLeavesAFindingInTime(String what, ResponseDefinitionBuilder answer) {
    server.stubFor(get(anyUrl()).willReturn(answer));
    var start = System.nanoTime();

    var finding = ask(source());

    assertThat(finding.available()).isFalse();
    assertThat(finding.summary()).startsWith("Not available").doesNotContain("u/1", "u%2F1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  static Stream<Arguments> aSourceThatIsAwayLeavesAFindingInTime() {
    return Stream.of(
        Arguments.of("slow", okJson("{}").withFixedDelay(5000)),
        Arguments.of("trickling", okJson("{\"a\":1}").withChunkedDribbleDelay(10, 8000)),
        Arguments.of("broken", aResponse().withStatus(500)),
        Arguments.of("busy", aResponse().withStatus(503)),
        Arguments.of("forbidden", aResponse().withStatus(403)),
        Arguments.of("redirecting", aResponse().withStatus(302).withHeader("Location", "/x")),
        Arguments.of("garbage", okJson("<html>")),
        Arguments.of("an array", okJson("[]")),
        Arguments.of("empty", okJson("")),
        Arguments.of("too much", okJson("{\"a\":\"" + "x".repeat(70_000) + "\"}")),
        Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Arguments.of("no answer", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Arguments.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
  }

  @Test
  void afterTenFailuresTheSourceIsLeftAlone() {
    server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(500)));
    var source = source();

    for (int i = 0; i < 15; i++) {
      ask(source);
    }

    server.verify(10, getRequestedFor(anyUrl()));
    assertThat(ask(source).summary()).contains("left alone");
  }

  private HttpSource source() {
    return new HttpSource(
        "user-history",
        new EnrichmentProperties.Source(
            URI.create(server.baseUrl()), "t", Duration.ofMillis(500), Duration.ofMillis(1000)),
        event -> "/customers/u%2F1/features",
        new ObjectMapper());
  }

  private static Finding ask(EnrichmentSource source) {
    return new Enrichment(List.of(source), Clock.systemUTC()).enrich(event()).get(0);
  }

  private static ScoredEvent event() {
    return new ScoredEvent(
        "7b0f2a54-6f0e-4c0e-9d1b-0d5f6a2c9e01",
        Instant.EPOCH,
        new ScoredEvent.Actor("u/1", null, null),
        new ScoredEvent.Transaction(BigDecimal.ONE, "ZAR", null, null, null, null),
        new ScoredEvent.Risk(0.5, "v1", List.of()),
        new ScoredEvent.Context("fs", null),
        "block",
        false,
        null,
        null,
        null);
  }
}
