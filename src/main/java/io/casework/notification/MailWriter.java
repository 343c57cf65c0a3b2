package io.casework.notification;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.springframework.stereotype.Component;

/**
 * A message as MIME: text and HTML, 7-bit; the same message gives the same bytes.
 *
 * <p>Its {@code Message-ID} is made from key and destination, so that a mail server, or a reader's
 * program, recognises a repeat.
 */
@Component
class MailWriter {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final MailTemplates templates;

  MailWriter(MailTemplates templates) {
    this.templates = templates;
  }

  String write(Delivery delivery, String sender, List<String> to) {
    var mail = templates.render(delivery.notice());
    var id = id(delivery);
    try {
      var message = new Identified("<%s@%s>".formatted(id, sender.replaceFirst(".*@", "")));
      message.setFrom(new InternetAddress(sender));
      for (var each : to) {
        message.addRecipient(Message.RecipientType.TO, new InternetAddress(each));
      }
      message.setSubject(mail.subject(), UTF_8);
      message.setSentDate(Date.from(delivery.askedAt()));
      message.setHeader("Auto-Submitted", "auto-generated");
      if (MailTemplates.isUrgent(delivery.notice())) {
        message.setHeader("Importance", "high");
        message.setHeader("X-Priority", "1");
      }
      var parts = new Alternative("=_" + id.substring(0, 32));
      parts.addBodyPart(part(mail.text(), "plain"));
      parts.addBodyPart(part(mail.html(), "html"));
      message.setContent(parts);
      message.saveChanges();
      var bytes = new ByteArrayOutputStream();
      message.writeTo(bytes);
      return bytes.toString(StandardCharsets.US_ASCII);
    } catch (MessagingException e) {
      throw new Notifier.Unfit("it cannot be written as a mail");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private static String id(Delivery delivery) {
    try {
      var named = delivery.notice().key() + " " + delivery.destination();
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 48);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps the id that it was given. */
  private static final class Identified extends MimeMessage {

    private final String id;

    Identified(String id) {
      super(Session.getInstance(new Properties()));
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** Keeps the boundary that it was given. */
  private static final class Alternative extends MimeMultipart {

    Alternative(String boundary) {
      contentType = "multipart/alternative; boundary=\"" + boundary + "\"";
    }
  }
}
