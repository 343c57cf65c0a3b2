package io.casework.alerts.sources;

import io.casework.alerts.SourceFailed;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;

/** Opens the mailbox's folder over IMAP, for one look. */
final class MailServer {

  private static final int FETCH_BYTES = 256 * 1024;

  private final MailboxProperties properties;
  private final MailToken token;

  MailServer(MailboxProperties properties, MailToken token) {
    this.properties = properties;
    this.token = token;
  }

  /**
   * The folder, read-only unless mails are to be marked.
   *
   * @throws SourceFailed when it cannot be opened
   */
  Open open() {
    var secret = properties.password() != null ? properties.password() : token.current();
    Store store = null;
    try {
      store = Session.getInstance(options()).getStore("imap");
      store.connect(properties.host(), properties.portOrUsual(), properties.userName(), secret);
      var folder = (IMAPFolder) store.getFolder(properties.folder());
      folder.open(properties.markSeen() ? Folder.READ_WRITE : Folder.READ_ONLY);
      return new Open(store, folder);
    } catch (MessagingException e) {
      if (store != null) {
        close(store);
      }
      throw failed(e);
    }
  }

  /** What went wrong; the server's own words may quote what is not to be seen. */
  SourceFailed failed(Exception e) {
    var why =
        e instanceof AuthenticationFailedException
            ? "the sign-in was refused"
            : e instanceof FolderNotFoundException
                ? "there is no folder " + properties.folder()
                : "it cannot be reached or broke off: " + e.getClass().getSimpleName();
    return new SourceFailed(
        "the mailbox at %s:%d: %s".formatted(properties.host(), properties.portOrUsual(), why));
  }

  private Properties options() {
    var options = new Properties();
    options.put("mail.imap.connectiontimeout", "" + properties.connectTimeout().toMillis());
    options.put("mail.imap.timeout", "" + properties.readTimeout().toMillis());
    options.put("mail.imap.writetimeout", "" + properties.readTimeout().toMillis());
    options.put("mail.imap.peek", "true");
    options.put("mail.imap.fetchsize", "" + FETCH_BYTES);
    var tls = properties.security();
    options.put("mail.imap.ssl.enable", "" + (tls == MailboxProperties.Tls.IMPLICIT));
    options.put("mail.imap.starttls.enable", "" + (tls == MailboxProperties.Tls.STARTTLS));
    options.put("mail.imap.starttls.required", "" + (tls == MailboxProperties.Tls.STARTTLS));
    options.put("mail.imap.ssl.checkserveridentity", "true");
    if (properties.password() == null) {
      options.put("mail.imap.auth.mechanisms", "XOAUTH2");
    }
    return options;
  }

  private static void close(Store store) {
    try {
      store.close();
    } catch (MessagingException e) {
      // Nothing was changed in it: it is closed all the same.
    }
  }

  /** An open folder and its connection. */
  record Open(Store store, IMAPFolder folder) implements AutoCloseable {
    @Override
    public void close() {
      // Closing the folder first would ask the server to expunge.
      MailServer.close(store);
    }
  }
}
