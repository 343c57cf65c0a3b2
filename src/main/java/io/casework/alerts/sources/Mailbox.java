package io.casework.alerts.sources;

import io.casework.alerts.AlertReader;
import io.casework.alerts.AlertSource;
import io.casework.alerts.IncomingAlert;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FromStringTerm;
import jakarta.mail.search.OrTerm;
import jakarta.mail.search.ReceivedDateTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
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

  /** How many mails are fetched at once, and share a transaction. */
  static final int FETCH = 100;

  /** Bytes of a mail that is fetched with others. */
  private static final int SMALL = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  /** Servers search by day, in a zone of their own. */
  private static final Duration COARSE = Duration.ofDays(1);

  private static final Duration SKEW = Duration.ofHours(1);

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
      var look = new Look(open.folder(), into);
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

  /** One look at the open folder. */
  private final class Look {

    private final IMAPFolder folder;
    private final Taker into;
    private final long validity;
    private @Nullable String reached;

    Look(IMAPFolder folder, Taker into) throws MessagingException {
      this.folder = folder;
      this.into = into;
      this.validity = folder.getUIDValidity();
    }

    void takeNew() throws MessagingException, IOException {
      var known = positions.find(key).orElse(null);
      reached = known == null ? null : known.reached();
      var last = last(reached);
      var end = folder.getUIDNext() - 1;
      if (last != null && last >= end) {
        return;
      }
      var from = last == null ? 0 : last;
      // By number where the numbers are known, else by time.
      var since =
          last != null
              ? null
              : (known == null ? clock.instant() : known.at()).minus(properties.lookback());
      var fresh = end <= from ? new Message[0] : folder.getMessagesByUID(from + 1, end);
      for (var some : hundreds(search(term(since), fresh))) {
        takeNew(some, from, since);
      }
      if (!position(end).equals(reached)) {
        positions.move(key, reached, position(end)); // over what the search left out
      }
    }

    private void takeNew(Message[] some, long from, @Nullable Instant since)
        throws MessagingException, IOException {
      var batch = batch(some, mail -> uid(mail) > from && isSince(mail, since));
      if (!batch.alerts().isEmpty()) {
        var to = batch.items().get(batch.items().size() - 1); // an item is a position
        var before = reached;
        hand(
            batch,
            () -> {
              positions.move(key, before, to);
              positions.see(key, batch.items());
            });
        reached = to;
      }
    }

    /** What arrived under a number below one that was read already. */
    void takeMissed() throws MessagingException, IOException {
      var now = clock.instant();
      var since = now.minus(properties.lookback());
      for (var some : hundreds(folder.search(term(since)))) {
        folder.fetch(some, numbers());
        var seen = positions.seen(key, items(some));
        var batch = batch(some, mail -> isSince(mail, since) && !seen.contains(item(mail)));
        if (!batch.alerts().isEmpty()) {
          log.info("mails below the last one that were not seen: {}", batch.alerts().size());
          hand(batch, () -> positions.see(key, batch.items()));
        }
      }
      positions.forget(key, since.minus(SKEW));
    }

    private void hand(Batch batch, Runnable position) {
      into.take(batch.alerts(), position);
      if (properties.markSeen()) {
        try {
          folder.setFlags(batch.mails().toArray(Message[]::new), new Flags(Flags.Flag.SEEN), true);
        } catch (MessagingException e) {
          log.warn("mails are not marked as read: {}", e.getClass().getSimpleName());
        }
      }
    }

    private Message[] search(@Nullable SearchTerm term, Message[] among) throws MessagingException {
      return term == null || among.length == 0 ? among : folder.search(term, among);
    }

    private Batch batch(Message[] some, Wanted wanted) throws MessagingException, IOException {
      folder.fetch(some, numbers());
      var batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (var mail : fetched(some, wanted)) {
        try {
          batch.alerts().add(alert(mail));
          batch.items().add(item(mail));
          batch.mails().add(mail);
        } catch (MessageRemovedException e) {
          log.info("a mail was removed before it could be read");
        } finally {
          mail.invalidateHeaders();
        }
      }
      return batch;
    }

    /** Small mails come all with one answer; large ones, and those that spoil it, one by one. */
    private List<IMAPMessage> fetched(Message[] some, Wanted wanted) throws MessagingException {
      var mails = new ArrayList<IMAPMessage>();
      var small = new ArrayList<Message>();
      for (var mail : some) {
        if (!mail.isExpunged() && wanted.is(mail)) {
          mails.add((IMAPMessage) mail);
          if (mail.getSize() <= SMALL) {
            small.add(mail);
          }
        }
      }
      try {
        folder.fetch(small.toArray(Message[]::new), whole());
      } catch (MessagingException e) {
        requireOpen();
        log.info("mails are fetched one by one: {}", e.getClass().getSimpleName());
      }
      return mails;
    }

    private IncomingAlert alert(IMAPMessage mail) throws MessagingException, IOException {
      try (var bytes = bytes(mail)) {
        var payload = reader.read(bytes, received(mail), "imap-" + item(mail));
        if (payload.has(MailReader.INCOMPLETE)) {
          requireThere(mail);
        }
        return AlertReader.read(MailReader.SOURCE, payload);
      }
    }

    // What was fetched is written out; what was not is asked for as it is read.
    private InputStream bytes(IMAPMessage mail) throws MessagingException, IOException {
      if (mail.getSize() > SMALL) {
        return mail.getMimeStream();
      }
      var whole = new ByteArrayOutputStream();
      try {
        mail.writeTo(whole);
        return new ByteArrayInputStream(whole.toByteArray());
      } catch (IOException | MessagingException e) {
        requireThere(mail);
        return mail.getMimeStream();
      }
    }

    /** What is missing of a mail must be a matter of the mail. */
    private void requireThere(IMAPMessage mail) throws MessagingException {
      requireOpen();
      if (mail.isExpunged()) {
        throw new MessageRemovedException();
      }
    }

    private void requireOpen() throws FolderClosedException {
      if (!folder.isOpen()) {
        throw new FolderClosedException(folder);
      }
    }

    private boolean isSince(Message mail, @Nullable Instant since) throws MessagingException {
      return since == null || !received(mail).isBefore(since);
    }

    private Instant received(Message mail) throws MessagingException {
      var date = mail.getReceivedDate();
      return date == null ? clock.instant() : date.toInstant();
    }

    private List<String> items(Message[] mails) throws MessagingException {
      var items = new ArrayList<String>();
      for (var mail : mails) {
        items.add(item(mail));
      }
      return items;
    }

    private String item(Message mail) throws MessagingException {
      return position(uid(mail));
    }

    private long uid(Message mail) throws MessagingException {
      return folder.getUID(mail);
    }

    private String position(long uid) {
      return validity + ":" + uid;
    }

    /** The last number that was read; null when the folder was never read under these numbers. */
    private @Nullable Long last(@Nullable String position) {
      if (position == null) {
        return null;
      }
      var parts = position.split(":", 2);
      if (Long.parseLong(parts[0]) != validity) {
        log.warn("the folder has new numbers, mails of the last day are read again");
        return null;
      }
      return Long.valueOf(parts[1]);
    }
  }

  private @Nullable SearchTerm term(@Nullable Instant since) {
    var terms = new ArrayList<SearchTerm>();
    if (since != null) {
      terms.add(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(since.minus(COARSE))));
    }
    if (!properties.senders().isEmpty()) {
      terms.add(
          new OrTerm(
              properties.senders().stream().map(FromStringTerm::new).toArray(SearchTerm[]::new)));
    }
    if (properties.subject() != null) {
      terms.add(new SubjectTerm(properties.subject()));
    }
    return terms.isEmpty() ? null : new AndTerm(terms.toArray(SearchTerm[]::new));
  }

  private static FetchProfile numbers() {
    var profile = new FetchProfile();
    profile.add(UIDFolder.FetchProfileItem.UID);
    profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
    profile.add(FetchProfile.Item.SIZE);
    return profile;
  }

  private static FetchProfile whole() {
    var profile = new FetchProfile();
    profile.add(IMAPFolder.FetchProfileItem.MESSAGE);
    return profile;
  }

  /** In the order of their numbers, whatever order the server answers in. */
  private static List<Message[]> hundreds(Message[] found) {
    var all = found.clone();
    Arrays.sort(all, Comparator.comparingInt(Message::getMessageNumber));
    var hundreds = new ArrayList<Message[]>();
    for (int first = 0; first < all.length; first += FETCH) {
      hundreds.add(Arrays.copyOfRange(all, first, Math.min(all.length, first + FETCH)));
    }
    return hundreds;
  }

  /** Whether a mail belongs to a look. */
  private interface Wanted {
    boolean is(Message mail) throws MessagingException;
  }

  /** What is handed over at once. */
  private record Batch(List<IncomingAlert> alerts, List<String> items, List<Message> mails) {}
}
