package io.casework.alerts.sources;

import io.casework.alerts.AlertSource;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FromStringTerm;
import jakarta.mail.search.OrTerm;
import jakarta.mail.search.ReceivedDateTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at the open folder of a mailbox. */
final class MailboxLook {

  private static final Logger log = LoggerFactory.getLogger(MailboxLook.class);

  /** How many mails are fetched at once, and share a transaction. */
  static final int FETCH = 100;

  /** Servers search by day, in a zone of their own. */
  private static final Duration COARSE = Duration.ofDays(1);

  private static final Duration SKEW = Duration.ofHours(1);

  private final MailboxProperties properties;
  private final SourcePositions positions;
  private final Clock clock;
  private final String key;

  private final IMAPFolder folder;
  private final AlertSource.Taker into;
  private final long validity;
  private final MailFetch mails;
  private @Nullable String reached;

  /**
   * @param key names the mailbox among positions
   */
  MailboxLook(
      IMAPFolder folder,
      AlertSource.Taker into,
      String key,
      MailboxProperties properties,
      MailReader reader,
      SourcePositions positions,
      Clock clock)
      throws MessagingException {
    this.key = key;
    this.properties = properties;
    this.positions = positions;
    this.clock = clock;
    this.folder = folder;
    this.into = into;
    this.validity = folder.getUIDValidity();
    this.mails = new MailFetch(folder, validity, reader, clock);
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
    if (!mails.position(end).equals(reached)) {
      positions.move(key, reached, mails.position(end)); // over what the search left out
    }
  }

  private void takeNew(Message[] some, long from, @Nullable Instant since)
      throws MessagingException, IOException {
    var batch = mails.batch(some, mail -> mails.uid(mail) > from && mails.isSince(mail, since));
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
      var seen = positions.seen(key, mails.items(some));
      var batch =
          mails.batch(some, mail -> mails.isSince(mail, since) && !seen.contains(mails.item(mail)));
      if (!batch.alerts().isEmpty()) {
        log.info("mails below the last one that were not seen: {}", batch.alerts().size());
        hand(batch, () -> positions.see(key, batch.items()));
      }
    }
    positions.forget(key, since.minus(SKEW));
  }

  private void hand(MailFetch.Batch batch, Runnable position) {
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
}
