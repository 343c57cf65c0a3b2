package io.casework.notification;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Posts to addresses of the configuration, and says what an answer means.
 *
 * <p>Encrypted, without redirects, and not into the network that we stand in. What an address is
 * stays secret: whoever knows a Slack webhook can write there.
 */
@Component
class OutgoingHttp {

  /** Answers of the 4xx kind that say "not now" and not "no". */
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[?::1]?");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final NotificationProperties properties;
  private final Clock clock;
  private final HttpClient http;

  OutgoingHttp(NotificationProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /**
   * Reads an address of the configuration.
   *
   * @param property what to call it; the address itself is in no message
   */
  static URI address(String property, String text) {
    URI address;
    try {
      address = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + " is not an address");
    }
    var host = address.getHost();
    if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
      throw new IllegalArgumentException(property + " must be an address with a plain host");
    }
    if (!"https".equals(address.getScheme())
        && !("http".equals(address.getScheme()) && isLoopback(host))) {
      throw new IllegalArgumentException(property + " must begin with https://");
    }
    return address;
  }

  Outcome post(URI address, Posting posting) {
    try {
      if (isForbidden(address.getHost())) {
        return Outcome.refused("its address is in a private network");
      }
      var request =
          HttpRequest.newBuilder(address)
              .timeout(properties.timeout())
              .POST(HttpRequest.BodyPublishers.ofString(posting.body(), StandardCharsets.UTF_8));
      posting.headers().forEach(request::header);
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      response.body().close();
      return meaning(response);
    } catch (HttpTimeoutException e) {
      return Outcome.silent("no answer in time");
    } catch (ConnectException e) {
      return Outcome.silent("no connection");
    } catch (UnknownHostException e) {
      return Outcome.silent("its host is not known");
    } catch (IOException e) {
      // The message may quote the address.
      return Outcome.failed("no whole answer: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("interrupted");
    }
  }

  /**
   * Asked before each call, as what a name stands for may change. Between this look and the
   * connection the answer stays the same for 30 s, and a host inside would need a certificate for
   * the name.
   */
  private boolean isForbidden(String host) throws UnknownHostException {
    if (properties.allowPrivateAddresses() || isLoopback(host)) {
      return false;
    }
    for (var address : InetAddress.getAllByName(host)) {
      if (InnerAddresses.contain(address)) {
        return true;
      }
    }
    return false;
  }

  private Outcome meaning(HttpResponse<?> response) {
    var status = response.statusCode();
    var said = "answered " + status;
    if (status / 100 == 2) {
      return Outcome.DELIVERED;
    }
    if (status < 500 && !NOT_NOW.contains(status)) {
      return Outcome.refused(said);
    }
    var after = response.headers().firstValue("Retry-After").map(this::after).orElse(Duration.ZERO);
    return after.isZero() ? Outcome.failed(said) : Outcome.busy(said, after);
  }

  /** In seconds, or as a date; zero for anything else. */
  private Duration after(String header) {
    var text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      var date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      var until = Duration.between(clock.instant(), date);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }
}
