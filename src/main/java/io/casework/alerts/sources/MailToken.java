package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.alerts.SourceFailed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The OAuth2 access token with which the mailbox is opened. */
final class MailToken {

  /** A token that ends sooner is not used. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final MailboxProperties.Token properties;
  private final Duration timeout;
  private final ObjectMapper json;
  private final Clock clock;
  private final HttpClient http;
  private @Nullable Granted granted;

  MailToken(MailboxProperties properties, ObjectMapper json, Clock clock) {
    this.properties = properties.token();
    this.timeout = properties.readTimeout();
    this.json = json;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(properties.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * A token that is good now.
   *
   * @throws SourceFailed when there is none
   */
  String current() {
    return properties.file() == null ? grant() : read(Path.of(properties.file()));
  }

  private static String read(Path file) {
    try {
      var token = Files.readString(file).strip();
      if (token.isEmpty()) {
        throw new SourceFailed("the mailbox: the token file is empty");
      }
      return token;
    } catch (IOException e) {
      throw new SourceFailed(
          "the mailbox: the token file cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private String grant() {
    if (granted == null || clock.instant().isAfter(granted.until().minus(MARGIN))) {
      granted = ask(Objects.requireNonNull(properties.url()));
    }
    return granted.token();
  }

  private Granted ask(URI url) {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form()))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      var tree = answer.statusCode() == 200 ? json.readTree(answer.body()) : json.missingNode();
      if (!tree.path("access_token").isTextual()) {
        throw new SourceFailed(
            "the mailbox: the token endpoint answers without a token, status "
                + answer.statusCode());
      }
      return new Granted(
          tree.path("access_token").textValue(),
          clock.instant().plusSeconds(tree.path("expires_in").asLong(0)));
    } catch (IOException e) {
      throw new SourceFailed(
          "the mailbox: the token endpoint cannot be asked: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailed("the mailbox: interrupted");
    }
  }

  private String form() {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", properties.clientId());
    fields.put("client_secret", properties.clientSecret());
    fields.put("scope", properties.scope());
    return fields.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .map(field -> field.getKey() + "=" + encode(Objects.requireNonNull(field.getValue())))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Granted(String token, Instant until) {}
}
