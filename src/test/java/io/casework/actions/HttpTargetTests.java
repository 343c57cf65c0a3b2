package io.casework.actions;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The systems over HTTP keep the contract, and every way in which they can fail is told apart. */
@Tag("S0-13")
class HttpTargetTests extends TargetContract {

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
  private final ObjectMapper json = new ObjectMapper();

  @BeforeEach
  void start() {
    server.start();
    answer(okJson("{\"id\":\"OPS-9902\"}"));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aSystemThatIsAwayIsNoticedInTime(String what, ResponseDefinitionBuilder answer) {
    answer(answer);
    var start = System.nanoTime();

    var failure = catchThrowableOfType(TargetFailure.class, () -> coreBanking().lock(order()));

    assertThat(failure.refused()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  static Stream<Arguments> aSystemThatIsAwayIsNoticedInTime() {
    return Stream.of(
        Arguments.of("slow", okJson("{}").withFixedDelay(5000)),
        Arguments.of("trickling", okJson("{\"a\":1}").withChunkedDribbleDelay(10, 8000)),
        Arguments.of("broken", aResponse().withStatus(500)),
        Arguments.of("busy", aResponse().withStatus(503)),
        Arguments.of("too many", aResponse().withStatus(429)),
        Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Arguments.of("no answer", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Arguments.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 409, 422})
  void whatWillNotDoBetterLaterIsARefusal(int status) {
    answer(aResponse().withStatus(status).withHeader("Location", "/elsewhere"));

    var failure = catchThrowableOfType(TargetFailure.class, () -> coreBanking().lock(order()));

    assertThat(failure.refused()).isTrue();
    assertThat(failure).hasMessageContaining("status " + status);
  }

  @Test
  void doneIsDoneWhateverTheBodyLooksLike() {
    answer(aResponse().withStatus(204));
    coreBanking().lock(order());

    answer(aResponse().withStatus(200).withBody("<html>"));
    coreBanking().lock(order());
  }

  @Test
  void aTicketWithoutANumberIsNoTicket() {
    answer(okJson("{}"));

    var failure = catchThrowableOfType(TargetFailure.class, () -> ticketing().open(order()));

    assertThat(failure.refused()).isTrue();
  }

  @Test
  void theRequestBearsKeyTokenAndReason() {
    coreBanking().unlock(order().undoing(), "k-1");

    server.verify(
        postRequestedFor(urlEqualTo("/bank/accounts/cust%2F42%20%C3%A9/unlock"))
            .withHeader("Idempotency-Key", equalTo("k-1:undo"))
            .withHeader("Authorization", equalTo("Bearer t"))
            .withRequestBody(matchingJsonPath("$.undoes", equalTo("k-1")))
            .withRequestBody(matchingJsonPath("$.reason")));
  }

  private static Order order() {
    return new Order("k-1", "cust/42 é", "transaction_fraud_detected");
  }

  private void answer(ResponseDefinitionBuilder answer) {
    server.resetMappings();
    server.stubFor(post(anyUrl()).willReturn(answer));
  }

  @Override
  CoreBanking coreBanking() {
    return new HttpCoreBanking(target("core banking"));
  }

  @Override
  Crm crm() {
    return new HttpCrm(target("CRM"));
  }

  @Override
  Ticketing ticketing() {
    return new HttpTicketing(target("ticketing"));
  }

  private HttpTarget target(String name) {
    return new HttpTarget(
        name,
        new ActionProperties.Target(
            URI.create(server.baseUrl() + "/bank/"),
            "t",
            Duration.ofMillis(500),
            Duration.ofMillis(1000)),
        json);
  }

  @Override
  void goAway() {
    answer(aResponse().withStatus(503));
  }

  @Override
  void refuse() {
    answer(aResponse().withStatus(404));
  }

  /** A system that honours the key sees one order, however many requests bear it. */
  @Override
  int effects(String key) {
    return (int)
        server.getAllServeEvents().stream()
            .map(event -> event.getRequest())
            .map(Request.class::cast)
            .map(request -> request.getHeader("Idempotency-Key"))
            .filter(key::equals)
            .distinct()
            .count();
  }
}
