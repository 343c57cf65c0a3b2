package io.casework.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Another system over HTTP: {@code POST} with a JSON body and an {@code Idempotency-Key}; any 2xx
 * means done.
 *
 * <p>The whole answer must be here in time, not only its first byte. One call is one try: repeating
 * is the business of the engine. Redirects are not followed.
 */
class HttpTarget {

  private static final int MAX_ANSWER = 16 * 1024;

  /** Answers of the 4xx kind that say "not now" and not "no". */
  private static final Set<Integer> BUSY = Set.of(408, 425, 429);

  private final String name;
  private final URI url;
  private final ActionProperties.Target properties;
  private final ObjectMapper json;
  private final HttpClient http;

  HttpTarget(String name, ActionProperties.Target properties, ObjectMapper json) {
    this.url = Objects.requireNonNull(properties.url());
    this.name = "%s at %s".formatted(name, url.getAuthority());
    this.properties = properties;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(properties.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  String name() {
    return name;
  }

  /** Sends an order and returns what the system says about it. */
  JsonNode post(String path, Order order, Map<String, String> more) {
    var body = json.createObjectNode().put("reason", order.reason());
    more.forEach(body::put);
    var answer =
        http.sendAsync(
            request(path, order, body.toString()), HttpResponse.BodyHandlers.ofInputStream());
    try {
      return answer
          .thenApplyAsync(this::read)
          .get(properties.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      cancel(answer);
      throw TargetFailure.unavailable(name, "no answer in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TargetFailure failure) {
        throw failure;
      }
      // The message may quote an address with the customer in it.
      throw TargetFailure.unavailable(name, e.getCause().getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TargetFailure.unavailable(name, "interrupted");
    }
  }

  private HttpRequest request(String path, Order order, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + path))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("Idempotency-Key", order.key())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (properties.token() != null) {
      request.header("Authorization", "Bearer " + properties.token());
    }
    return request.build();
  }

  private JsonNode read(HttpResponse<InputStream> response) {
    try (var body = response.body()) {
      var status = response.statusCode();
      if (status >= 300 && status < 500 && !BUSY.contains(status)) {
        throw TargetFailure.refused(name, "status " + status);
      }
      if (status < 200 || status >= 300) {
        throw TargetFailure.unavailable(name, "status " + status);
      }
      return tree(body.readNBytes(MAX_ANSWER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Done is done, whatever the answer's body looks like.
  private JsonNode tree(byte[] body) throws IOException {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      return json.missingNode();
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

  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
