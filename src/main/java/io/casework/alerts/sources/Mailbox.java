package io.casework.alerts.sources;

import io.casework.alerts.AlertSource;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails of vendors over IMAP, a hundred at a time, each by its number in the folder (UID).
 *
 * <p>The first look takes what was received within the last day. When the server numbers a folder
 * anew, what was received since a day before the last look is read again; what is known is
 * suppressed as a duplicate. A thorough look also takes mails of the last day that were never
 * handed over although later ones were.
 */
final class Mailbox implements AlertSource {

  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  private final MailboxProperties properties;
  private final MailServer server;
  private final MailReader reader;
  private final SourcePositions positions;
  private final Clock clock;
  private final String key;

  Mailbox(
      MailboxProperties properties,
      MailServer server,
      MailReader reader,
      SourcePositions positions,
      Clock clock) {
    this.properties = properties;
    this.server = server;
    this.reader = reader;
    this.positions = positions;
    this.clock = clock;
    this.key =
        "mailbox:"
            + Digest.of(
                Stream.of(
                        properties.host(),
                        properties.userName(),
                        properties.folder(),
                        properties.senders(),
                        properties.subject())
                    .map(String::valueOf)
                    .toList()
                    .toString());
  }

  @Override
  public String name() {
    return "mailbox";
  }

  @Override
  public Duration pace() {
    return properties.pace();
  }

  @Override
  public void collect(boolean thorough, Taker into) {
    try (var open = server.open()) {
      var look = new MailboxLook(open.folder(), into, key, properties, reader, positions, clock);
      look.takeNew();
      if (thorough) {
        look.takeMissed();
      }
    } catch (MessagingException | IOException e) {
      throw server.failed(e);
    } catch (Overtaken e) {
      log.info("{}", e.getMessage());
    }
  }
}
