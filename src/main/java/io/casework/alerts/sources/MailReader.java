package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.alerts.Severity;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the payload of an alert from the bytes of a mail, whatever they are: a mail that cannot be
 * understood is an alert with what could be read, and {@code incomplete} says what is missing.
 *
 * <p>Fields: {@code source}, {@code message_id}, {@code vendor}, {@code subject}, {@code body},
 * {@code severity_hint}, {@code created_at}.
 */
final class MailReader {

  static final String SOURCE = "email";
  static final String INCOMPLETE = "incomplete";

  /** The text of a mail stands before what is attached to it. */
  static final int MOST_BYTES = 2 << 20;

  private static final int BUFFER = 64 * 1024;
  private static final int MOST_OF_NAME = 200;
  private static final int MOST_OF_SUBJECT = 1000;
  private static final int MOST_OF_BODY = 65_536;

  /** A mail that says it was sent later than it was received has a wrong clock. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private static final Pattern TAG =
      Pattern.compile("\\[(critical|high|medium|low)]", Pattern.CASE_INSENSITIVE);

  private final Session session;

  MailReader() {
    var options = new Properties();
    options.put("mail.mime.allowutf8", "true");
    this.session = Session.getInstance(options);
  }

  /**
   * Reads a mail.
   *
   * @param received when the server got it
   * @param number stands for a {@code Message-ID} that is missing
   */
  ObjectNode read(InputStream mail, Instant received, String number) {
    var missing = new TreeSet<String>();
    var bytes = bytes(mail, missing);
    try {
      return payload(parse(bytes, missing), received, number, missing);
    } catch (RuntimeException e) {
      missing.add("it cannot be understood");
      return payload(new MimeMessage(session), received, number, missing);
    }
  }

  private static ObjectNode payload(
      MimeMessage message, Instant received, String number, TreeSet<String> missing) {
    var subject = header(message, "Subject", MOST_OF_SUBJECT);
    var id = header(message, "Message-ID", MOST_OF_NAME);
    var payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("source", SOURCE)
            .put("message_id", id == null ? number : id.replaceAll("^<|>$", ""))
            .put("vendor", header(message, "From", MOST_OF_SUBJECT))
            .put("subject", subject == null ? "" : subject)
            .put("body", new MailText(missing).of(message, MOST_OF_BODY))
            .put("severity_hint", hint(message, subject))
            .put("created_at", sent(message, received).toString());
    if (!missing.isEmpty()) {
      payload.put(INCOMPLETE, String.join("; ", missing));
    }
    return payload;
  }

  private static byte[] bytes(InputStream mail, TreeSet<String> missing) {
    var read = new ByteArrayOutputStream();
    var buffer = new byte[BUFFER];
    try {
      for (int length = mail.read(buffer); length >= 0; length = mail.read(buffer)) {
        read.write(buffer, 0, length);
        if (read.size() > MOST_BYTES) {
          missing.add("only the first 2 MB were read");
          break;
        }
      }
    } catch (IOException e) {
      missing.add("the server gave only a part of it");
    }
    return read.toByteArray();
  }

  private MimeMessage parse(byte[] bytes, TreeSet<String> missing) {
    try {
      return new MimeMessage(session, new ByteArrayInputStream(bytes));
    } catch (MessagingException e) {
      missing.add("its header cannot be read");
      return new MimeMessage(session);
    }
  }

  /** Decoded (RFC 2047), on one line, not too long; null when there is none. */
  private static @Nullable String header(MimeMessage message, String name, int most) {
    try {
      var raw = message.getHeader(name, ", ");
      if (raw == null || raw.isBlank()) {
        return null;
      }
      var text = decode(MimeUtility.unfold(raw)).replaceAll("\\p{Cntrl}+", " ").strip();
      return cut(text, most);
    } catch (MessagingException e) {
      return null;
    }
  }

  private static String decode(String raw) {
    try {
      return MimeUtility.decodeText(raw);
    } catch (UnsupportedEncodingException e) {
      return raw;
    }
  }

  private static @Nullable String hint(MimeMessage message, @Nullable String subject) {
    var header = header(message, "X-Alert-Severity", MOST_OF_NAME);
    var said = header == null ? null : Severity.of(header).map(Severity::lower).orElse(null);
    if (said != null || subject == null) {
      return said;
    }
    var tag = TAG.matcher(subject);
    return tag.find() ? Severity.of(tag.group(1)).map(Severity::lower).orElse(null) : null;
  }

  private static Instant sent(MimeMessage message, Instant received) {
    var arrived = received.truncatedTo(ChronoUnit.SECONDS);
    try {
      var date = message.getHeader("Date", null);
      var sent = date == null ? arrived : new MailDateFormat().parse(date).toInstant();
      return sent.isAfter(received.plus(AHEAD)) || sent.isBefore(Instant.EPOCH)
          ? arrived
          : sent.truncatedTo(ChronoUnit.SECONDS);
    } catch (MessagingException | ParseException e) {
      return arrived;
    }
  }

  /** Not through the middle of a character. */
  static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
