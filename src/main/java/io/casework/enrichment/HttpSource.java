package io.casework.enrichment;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.ScoredEvent;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A source behind HTTP: {@code 200} with a JSON object {@code {"summary": …, "facts": {…}}}, or
 * with the facts alone; {@code 404} means that nothing is known.
 *
 * <p>The whole answer must be here in time, not only its first byte. Ten calls of which half fail
 * open the circuit for 30 seconds. Redirects are not followed: the address comes from the
 * configuration and nowhere else.
 */
class HttpSource implements EnrichmentSource {

  private static final int MAX_ANSWER = 64 * 1024;

  private final String name;
  private final EnrichmentProperties.Source properties;
  private final Function<ScoredEvent, @Nullable String> path;
  private final ObjectMapper json;
  private final HttpClient http;
  private final CircuitBreaker circuit;

  /**
   * @param path what to ask for, below the source's address; null when the event does not say
   */
  HttpSource(
      String name,
      EnrichmentProperties.Source properties,
      Function<ScoredEvent, @Nullable String> path,
      ObjectMapper json) {
    this.name = name;
    this.properties = properties;
    this.path = path;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(properties.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                .build());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration longest() {
    return properties.readTimeout();
  }

  @Override
  public Answer ask(ScoredEvent event) {
    var below = path.apply(event);
    return below == null
        ? new Answer("The event does not name what to ask for.", Map.of())
        : circuit.executeSupplier(() -> fetch(below));
  }

  private Answer fetch(String below) {
    var request = HttpRequest.newBuilder(URI.create(properties.url() + below));
    request.header("Accept", "application/json");
    if (properties.token() != null) {
      request.header("Authorization", "Bearer " + properties.token());
    }
    var answer = http.sendAsync(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    try {
      return answer
          .thenApplyAsync(this::read)
          .get(properties.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      cancel(answer);
      throw new IllegalStateException(new java.net.http.HttpTimeoutException(name));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  // A body that trickles in would hold its connection for ever.
  private static void cancel(CompletableFuture<HttpResponse<InputStream>> answer) {
    answer.cancel(true);
    answer.thenAccept(
        response -> {
          try {
            response.body().close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Answer read(HttpResponse<InputStream> response) {
    try (var body = response.body()) {
      if (response.statusCode() == 404) {
        return new Answer("Nothing is known there.", Map.of());
      }
      if (response.statusCode() != 200) {
        throw new IllegalStateException("status " + response.statusCode());
      }
      var bytes = body.readNBytes(MAX_ANSWER + 1);
      if (bytes.length > MAX_ANSWER) {
        throw new IllegalStateException("answer larger than " + MAX_ANSWER + " bytes");
      }
      var tree = json.readTree(bytes);
      if (!tree.isObject()) {
        throw new IllegalStateException("answer is no JSON object");
      }
      var facts = tree.path("facts").isObject() ? tree.path("facts") : tree;
      var values = json.convertValue(facts, new TypeReference<LinkedHashMap<String, Object>>() {});
      values.remove("summary");
      return new Answer(tree.path("summary").asText("%d facts.".formatted(values.size())), values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
