package io.casework.alerts.sources;

import io.casework.alerts.AlertReader;
import io.casework.alerts.IncomingAlert;
import jakarta.mail.FetchProfile;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails of an open folder as alerts: few answers for many small mails, large ones one by one. */
final class MailFetch {

  private static final Logger log = LoggerFactory.getLogger(MailFetch.class);

  /** Bytes of a mail that is fetched with others. */
  private static final int SMALL = 64 * 1024;

  private final IMAPFolder folder;
  private final long validity;
  private final MailReader reader;
  private final Clock clock;

  /**
   * @param validity under which the folder's numbers stand (UIDVALIDITY)
   */
  MailFetch(IMAPFolder folder, long validity, MailReader reader, Clock clock) {
    this.folder = folder;
    this.validity = validity;
    this.reader = reader;
    this.clock = clock;
  }

  /** Those that are wanted, as alerts; what was removed meanwhile is left out. */
  Batch batch(Message[] some, Wanted wanted) throws MessagingException, IOException {
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

  boolean isSince(Message mail, @Nullable Instant since) throws MessagingException {
    return since == null || !received(mail).isBefore(since);
  }

  private Instant received(Message mail) throws MessagingException {
    var date = mail.getReceivedDate();
    return date == null ? clock.instant() : date.toInstant();
  }

  List<String> items(Message[] mails) throws MessagingException {
    folder.fetch(mails, numbers());
    var items = new ArrayList<String>();
    for (var mail : mails) {
      items.add(item(mail));
    }
    return items;
  }

  String item(Message mail) throws MessagingException {
    return position(uid(mail));
  }

  long uid(Message mail) throws MessagingException {
    return folder.getUID(mail);
  }

  String position(long uid) {
    return validity + ":" + uid;
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

  /** Whether a mail belongs to a look. */
  interface Wanted {
    boolean is(Message mail) throws MessagingException;
  }

  /** What is handed over at once; an item is the position of a mail. */
  record Batch(List<IncomingAlert> alerts, List<String> items, List<Message> mails) {}
}
