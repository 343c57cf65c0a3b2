package io.casework.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Failpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends nothing, and writes exactly what would be sent, a JSON line each; many share one write and
 * one commit.
 */
class DryRunCarrier implements Carrier {

  private static final Logger log = LoggerFactory.getLogger(DryRunCarrier.class);

  /** Whoever watches over the intake of alerts is told even when nobody else is. */
  private static final String ALWAYS_SENT = "triage_failed";

  private final Map<String, Notifier> notifiers;
  private final Carrier mail;
  private final Deliveries deliveries;
  private final Path file;
  private final ObjectMapper json;

  DryRunCarrier(
      Map<String, Notifier> notifiers,
      Carrier mail,
      Deliveries deliveries,
      Path file,
      ObjectMapper json) {
    this.mail = mail;
    this.notifiers = notifiers;
    this.deliveries = deliveries;
    this.file = file;
    this.json = json;
  }

  @Override
  public int batch() {
    return 500;
  }

  @Override
  public void carry(List<Delivery> claimed) {
    write(claimed.stream().filter(each -> !leaves(each)).toList());
    mail.carry(claimed.stream().filter(this::leaves).toList());
  }

  /** A failure goes out by mail even in a dry run, where a mail server is configured. */
  private boolean leaves(Delivery delivery) {
    var to = delivery.destination();
    return delivery.notice().kind().equals(ALWAYS_SENT)
        && to.channel().equals("email")
        && notifiers.get("email").knows(to.name());
  }

  private void write(List<Delivery> claimed) {
    var written = new ArrayList<Delivery>(claimed.size());
    var postings = new ArrayList<Posting>(claimed.size());
    var lines = new StringBuilder();
    for (var delivery : claimed) {
      try {
        var posting = prepare(delivery);
        lines.append(line(delivery, posting)).append('\n');
        postings.add(posting);
        written.add(delivery);
      } catch (RuntimeException e) {
        deliveries.giveUp(delivery, e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
    if (written.isEmpty()) {
      return;
    }
    append(lines.toString());
    postings.forEach(posting -> log.info("[DRY-RUN] {}", posting.line()));
    Failpoints.hit("notify.after-send");
    deliveries.delivered(written);
  }

  private Posting prepare(Delivery delivery) {
    var notifier = notifiers.get(delivery.destination().channel());
    if (notifier == null) {
      throw new Notifier.Unfit("there is no channel " + delivery.destination().channel());
    }
    return notifier.prepare(delivery);
  }

  private String line(Delivery delivery, Posting posting) {
    var notice = delivery.notice();
    try {
      return json.writeValueAsString(
          new Line(
              notice.key(),
              delivery.destination().toString(),
              notice.audience(),
              notice.kind(),
              notice.urgency(),
              notice.caseId() == null ? null : notice.caseId().value(),
              notice.subject(),
              notice.text(),
              notice.link(),
              posting.headers(),
              posting.body()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At one stroke, so that a killed process leaves no half line. */
  private void append(String lines) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        var bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Line(
      String key,
      String destination,
      String audience,
      String kind,
      @Nullable String urgency,
      @Nullable String caseId,
      String subject,
      String text,
      @Nullable String link,
      Map<String, String> headers,
      String payload) {}
}
