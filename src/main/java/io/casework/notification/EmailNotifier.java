package io.casework.notification;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Mail, to lists by name and to persons at their own address.
 *
 * <p>The bytes that were rendered are the bytes that leave. The connection is encrypted, and a
 * server that only trickles is left after three timeouts.
 */
@Component
class EmailNotifier implements Notifier {

  /** A whole conversation takes this many timeouts at most. */
  private static final int WHOLE = 3;

  private static final String ENVELOPE = "Envelope-To";

  private final NotificationProperties properties;
  private final EmailProperties mail;
  private final Addresses addresses;
  private final MailWriter writer;
  private final Map<String, Object> more;

  @Autowired
  EmailNotifier(NotificationProperties properties, Addresses addresses, MailWriter writer) {
    this(properties, addresses, writer, Map.of());
  }

  /**
   * @param more of the properties of Jakarta Mail
   */
  EmailNotifier(
      NotificationProperties properties,
      Addresses addresses,
      MailWriter writer,
      Map<String, Object> more) {
    this.properties = properties;
    this.mail = properties.email();
    this.addresses = addresses;
    this.writer = writer;
    this.more = Map.copyOf(more);
    check();
  }

  private void check() {
    var all = new ArrayList<>(mail.recipients());
    mail.lists().values().forEach(all::addAll);
    all.add(mail.sender());
    try {
      for (var each : all) {
        new InternetAddress(each, true).validate();
      }
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "casework.notification.email: an address of a list, or the sender, is none");
    }
  }

  @Override
  public String channel() {
    return "email";
  }

  @Override
  public boolean knows(String name) {
    return !mail.host().isBlank()
        && (name.startsWith("user:")
            || name.equals(NotificationMatrix.ADDRESSEE)
            || !mail.list(name).isEmpty());
  }

  /** One server stands behind all of them. */
  @Override
  public String door(Destination destination) {
    return channel();
  }

  @Override
  public Posting prepare(Delivery delivery) {
    var to = recipients(delivery.destination());
    return new Posting(
        delivery.destination(),
        "Email to %s | %s"
            .formatted(
                delivery.destination().user().isEmpty() && properties.dryRun()
                    ? String.join(", ", to)
                    : delivery.destination(),
                delivery.notice().subject()),
        Map.of(ENVELOPE, String.join(", ", to)),
        writer.write(delivery, mail.sender(), to));
  }

  private List<String> recipients(Destination destination) {
    var user = destination.user();
    var found =
        user.isEmpty()
            ? mail.list(destination.name())
            : addresses.emailOf(user).map(List::of).orElse(List.of());
    if (!found.isEmpty()) {
      return found;
    }
    if (properties.dryRun()) {
      return List.of((user.isEmpty() ? destination.name() : user) + "@example.com");
    }
    throw new Unfit(
        user.isEmpty() ? "no list of this name is configured" : "this user has no mail address");
  }

  @Override
  public Outcome send(Posting posting) {
    if (mail.host().isBlank()) {
      throw new Unfit("no mail server is configured");
    }
    var sockets = new SmtpSockets(properties.timeout());
    sockets.closeAfter(properties.timeout().multipliedBy(WHOLE));
    var session = Session.getInstance(settings(sockets));
    try (var transport = session.getTransport("smtp")) {
      var message =
          new MimeMessage(
              session, new ByteArrayInputStream(posting.body().getBytes(StandardCharsets.UTF_8)));
      transport.connect(mail.host(), mail.port(), text(mail.user()), text(mail.password()));
      transport.sendMessage(message, message.getRecipients(Message.RecipientType.TO));
      return Outcome.DELIVERED;
    } catch (MessagingException e) {
      return meaning(e, sockets);
    } finally {
      sockets.done();
    }
  }

  private static @Nullable String text(String text) {
    return text.isBlank() ? null : text;
  }

  private Properties settings(SmtpSockets sockets) {
    var timeout = String.valueOf(properties.timeout().toMillis());
    var settings = new Properties();
    settings.put("mail.smtp.host", mail.host());
    settings.put("mail.smtp.auth", String.valueOf(!mail.user().isBlank()));
    settings.put("mail.smtp.starttls.enable", "true");
    settings.put("mail.smtp.starttls.required", String.valueOf(mail.encrypted()));
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    settings.put("mail.smtp.connectiontimeout", timeout);
    settings.put("mail.smtp.timeout", timeout);
    settings.put("mail.smtp.writetimeout", timeout);
    settings.put("mail.smtp.socketFactory", sockets);
    settings.put("mail.smtp.socketFactory.fallback", "false");
    settings.put("mail.smtp.from", mail.sender());
    // One bad address on a list must not keep the others from hearing.
    settings.put("mail.smtp.sendpartial", "true");
    settings.putAll(more);
    return settings;
  }

  /** What the server said may quote an address; its code is enough. */
  private static Outcome meaning(MessagingException failure, SmtpSockets sockets) {
    if (sockets.cutOff()) {
      return Outcome.silent("no answer in time");
    }
    if (failure instanceof SendFailedException sending && reached(sending).length > 0) {
      return Outcome.DELIVERED;
    }
    for (Throwable each = failure; each != null; each = cause(each)) {
      var code = code(each);
      if (code >= 500) {
        return Outcome.refused("the server answered " + code);
      }
      if (code >= 400) {
        return Outcome.failed("the server answered " + code);
      }
      if (each instanceof AuthenticationFailedException) {
        return Outcome.failed("the server does not let us in");
      }
      if (each instanceof SocketTimeoutException
          || each instanceof ConnectException
          || each instanceof MailConnectException) {
        return Outcome.silent("no answer in time, or no connection");
      }
      if (each instanceof SocketException || each instanceof InterruptedIOException) {
        return Outcome.failed("connection lost");
      }
    }
    return Outcome.failed(failure.getClass().getSimpleName());
  }

  private static Address[] reached(SendFailedException failure) {
    var reached = failure.getValidSentAddresses();
    return reached == null ? new Address[0] : reached;
  }

  private static int code(Throwable failure) {
    if (failure instanceof SMTPSendFailedException sending) {
      return sending.getReturnCode();
    }
    if (failure instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    return failure instanceof SMTPSenderFailedException sender ? sender.getReturnCode() : 0;
  }

  private static @Nullable Throwable cause(Throwable failure) {
    return failure instanceof MessagingException messaging && messaging.getNextException() != null
        ? messaging.getNextException()
        : failure.getCause();
  }
}
