package io.casework.alerts.sources;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * A mailbox over IMAP, read once it has a host.
 *
 * @param port 0: the usual one for the kind of TLS
 * @param tls absent: none towards this machine, else from the first byte on
 * @param password or a token, one of them
 * @param folder or label, as the server names it
 * @param senders addresses, or parts of them, of which one must be in {@code From}; empty: all
 * @param subject what the subject must contain
 * @param markSeen marks mails as read once their alerts are kept; else nobody sees that we read
 *     them
 * @param lookback how far the first look goes back, and how far each thorough one
 */
record MailboxProperties(
    @Nullable String host,
    @DefaultValue("0") @Min(0) @Max(65535) int port,
    @Nullable Tls tls,
    @Nullable String userName,
    @Nullable String password,
    @DefaultValue @Valid Token token,
    @NotBlank @DefaultValue("INBOX") String folder,
    @DefaultValue List<String> senders,
    @Nullable String subject,
    @DefaultValue("false") boolean markSeen,
    @NotNull @DefaultValue("PT20S") @DurationMin(millis = 50) Duration pace,
    @NotNull @DefaultValue("P1D") @DurationMin(hours = 1) @DurationMax(days = 30) Duration lookback,
    @NotNull @DefaultValue("PT10S") @DurationMin(millis = 100) Duration connectTimeout,
    @NotNull @DefaultValue("PT30S") @DurationMin(millis = 100) Duration readTimeout) {

  MailboxProperties {
    host = given(host);
    userName = given(userName);
    password = given(password);
    subject = given(subject);
    if (host != null && userName == null) {
      throw new IllegalArgumentException("a mailbox needs a user-name");
    }
    if (host != null
        && Stream.of(password, token.file(), token.url()).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException(
          "a mailbox needs one of password, token.file and token.url");
    }
  }

  private static @Nullable String given(@Nullable String text) {
    return StringUtils.hasText(text) ? text : null;
  }

  /** As configured, or as safe as it can be. */
  Tls security() {
    return tls != null ? tls : Loopback.is(host) ? Tls.NONE : Tls.IMPLICIT;
  }

  int portOrUsual() {
    return port != 0 ? port : security() == Tls.IMPLICIT ? 993 : 143;
  }

  /** How the way to the server is kept secret. */
  enum Tls {
    IMPLICIT,
    /** Asked for after the greeting; without it nothing is said. */
    STARTTLS,
    NONE
  }

  /**
   * OAuth2: a token that others put into a file, or client credentials.
   *
   * @param file read anew at each connection
   * @param url token endpoint, https unless on this machine
   * @param clientSecret of {@code clientId}
   * @param scope such as {@code https://outlook.office365.com/.default}
   */
  record Token(
      @Nullable String file,
      @Nullable URI url,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable String scope) {

    Token {
      file = given(file);
      if (url != null && url.toString().isEmpty()) {
        url = null;
      }
      if (url != null && !"https".equals(url.getScheme()) && !Loopback.is(url.getHost())) {
        throw new IllegalArgumentException("token.url must begin with https");
      }
      if (url != null && (clientId == null || clientSecret == null)) {
        throw new IllegalArgumentException("token.url needs client-id and client-secret");
      }
    }
  }
}
