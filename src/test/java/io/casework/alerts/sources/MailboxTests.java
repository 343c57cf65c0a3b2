package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.casework.alerts.AlertSource;
import io.casework.alerts.SourceFailed;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails over real IMAP. */
class MailboxTests extends AlertSourceContract {

  private static final String PASSWORD = "the-password";

  @TempDir Path temporary;
  private GreenMail server;
  private GreenMailUser user;
  private MailFolder inbox;

  @Override
  void prepare() throws FolderException {
    server =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
            });
    server.start();
    user = server.setUser("alerts@bank.example", "alerts", PASSWORD);
    inbox = server.getManagers().getImapHostManager().getInbox(user);
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  @Override
  AlertSource started() {
    return mailbox(properties());
  }

  private Mailbox mailbox(MailboxProperties properties) {
    return new Mailbox(
        properties,
        new MailServer(properties, new MailToken(properties, rig.json, rig.clock)),
        new MailReader(),
        new SourcePositions(rig.jdbc, rig.clock),
        rig.clock);
  }

  private MailboxProperties properties() {
    return properties("INBOX", List.of(), null, false);
  }

  private MailboxProperties properties(
      String folder, List<String> senders, @Nullable String subject, boolean markSeen) {
    return properties(
        server.getImap().getPort(), null, PASSWORD, noToken(), folder, senders, subject, markSeen);
  }

  private static MailboxProperties.Token noToken() {
    return new MailboxProperties.Token(null, null, null, null, null);
  }

  private static MailboxProperties properties(
      int port,
      MailboxProperties.@Nullable Tls tls,
      @Nullable String password,
      MailboxProperties.Token token,
      String folder,
      List<String> senders,
      @Nullable String subject,
      boolean markSeen) {
    return new MailboxProperties(
        "127.0.0.1",
        port,
        tls,
        "alerts",
        password,
        token,
        folder,
        senders,
        subject,
        markSeen,
        Duration.ofSeconds(20),
        Duration.ofDays(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2));
  }

  @Override
  void arrive(int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      arrive("A-" + number, "vendor@vendor.example", rig.clock.instant());
    }
  }

  private void arrive(String id, String from, Instant at) throws Exception {
    arrive(
        at,
        """
        Message-ID: <%s>
        From: %s
        Subject: Transaction threshold exceeded
        Date: Fri, 20 Nov 2026 09:00:00 +0000

        Detected unusual wire activity.
        """
            .formatted(id, from));
  }

  private void arrive(Instant at, String mail) throws Exception {
    inbox.appendMessage(
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))),
        new Flags(),
        Date.from(at));
  }

  @Override
  void breakIt() {
    user.setPassword("changed");
  }

  @Override
  void mend() {
    user.setPassword(PASSWORD);
  }

  @Test
  @Tag("S3-111")
  void mailsComeAHundredAtATimeUntilNoneIsLeft() throws Exception {
    arrive(0, 250);

    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly(ids(0, 250));
    assertThat(rig.taker.batches).containsExactly(100, 100, 50);
  }

  @Test
  @Tag("S3-112")
  void aMailHasTheFieldsOfAnAlert() throws Exception {
    arrive(0, 1);

    started().collect(false, rig.taker);

    var alert = rig.taker.alerts.get(0);
    assertThat(alert.source()).isEqualTo("email");
    assertThat(alert.subject()).isEqualTo("Transaction threshold exceeded");
    assertThat(alert.body()).isEqualTo("Detected unusual wire activity.");
    assertThat(alert.createdAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
    assertThat(alert.payload().path("vendor").asText()).isEqualTo("vendor@vendor.example");
  }

  @Test
  void nobodySeesThatMailsWereReadUnlessToldTo() throws Exception {
    arrive(0, 2);
    started().collect(true, rig.taker);
    assertThat(inbox.getUnseenCount()).isEqualTo(2);

    mailbox(properties("INBOX", List.of(), null, true)).collect(false, rig.taker);
    assertThat(inbox.getUnseenCount()).isEqualTo(2);
    arrive(2, 3);
    mailbox(properties("INBOX", List.of(), null, true)).collect(false, rig.taker);

    assertThat(inbox.getUnseenCount()).isEqualTo(2);
    assertThat(rig.taker.ids()).containsExactly(ids(0, 3));
  }

  @Test
  void aMailIsNotMarkedWhileItsAlertIsNotKept() throws Exception {
    arrive(0, 1);
    rig.taker.failAfter(0);

    assertThatThrownBy(
            () -> mailbox(properties("INBOX", List.of(), null, true)).collect(false, rig.taker))
        .hasMessage("killed");

    assertThat(inbox.getUnseenCount()).isEqualTo(1);
  }

  @Test
  @Tag("S3-146")
  void theFirstLookTakesTheLastDayAndLaterOnesGoByNumber() throws Exception {
    var now = rig.clock.instant();
    arrive("old", "v", now.minus(Duration.ofHours(25)));
    arrive("A-0", "v", now.minus(Duration.ofHours(23)));
    var source = started();
    source.collect(false, rig.taker);
    arrive("A-1", "v", now.minus(Duration.ofDays(9)));

    source.collect(false, rig.taker);
    source.collect(true, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A-0", "A-1");
  }

  @Test
  void theThoroughLookFindsWhatAppearedBelowALaterMail() throws Exception {
    arrive(0, 3);
    started().collect(false, rig.taker);
    rig.taker.alerts.clear();
    rig.jdbc.sql("delete from alert_seen where item like '%:2'").update();
    started().collect(false, rig.taker);
    assertThat(rig.taker.ids()).isEmpty();

    started().collect(true, rig.taker);
    started().collect(true, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A-1");
  }

  @Test
  void aFolderThatIsNumberedAnewIsReadAgainFromADayBeforeTheLastLook() throws Exception {
    arrive("old", "v", rig.clock.instant().minus(Duration.ofHours(20)));
    started().collect(false, rig.taker);
    rig.clock.advance(Duration.ofDays(3));
    arrive(0, 2);
    started().collect(false, rig.taker);
    rig.taker.alerts.clear();
    // As if the server had numbered it otherwise before.
    rig.jdbc.sql("update alert_position set reached = '1:77'").update();
    rig.jdbc.sql("update alert_seen set item = concat('1:', item)").update();
    rig.clock.advance(Duration.ofHours(2));
    arrive(2, 3);

    started().collect(false, rig.taker);
    started().collect(true, rig.taker);

    assertThat(rig.taker.ids()).containsExactly(ids(0, 3));
  }

  @Test
  void onlyMailsOfTheSendersAndTheSubjectAreTaken() throws Exception {
    var now = rig.clock.instant();
    arrive("A-0", "Alerts <alerts@vendor-a.example>", now);
    arrive("A-1", "friend@home.example", now);
    arrive("A-2", "alerts@vendor-b.example", now);
    // Servers look for a part of the address; GreenMail knows whole ones only.
    var vendors = List.of("alerts@vendor-a.example", "alerts@vendor-b.example");
    var some = properties("INBOX", vendors, null, false);

    mailbox(some).collect(false, rig.taker);
    arrive("A-3", "friend@home.example", now);
    mailbox(some).collect(true, rig.taker);
    assertThat(rig.taker.ids()).containsExactly("A-0", "A-2");

    mailbox(properties("INBOX", List.of(), "no such subject", false)).collect(true, rig.taker);
    assertThat(rig.taker.ids()).hasSize(2);
    mailbox(properties("INBOX", List.of("friend@home.example"), "threshold", false))
        .collect(true, rig.taker);
    assertThat(rig.taker.ids()).endsWith("A-1", "A-3");
  }

  @Test
  void mailsOfTenMegabytesAndBrokenOnesStopNobody() throws Exception {
    var now = rig.clock.instant();
    arrive(now, "Message-ID: <A-0>\nSubject: big\n\nbeginning\n" + "x\n".repeat(5 << 20));
    arrive(now, "Message-ID: <A-1>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n");
    arrive(now, "Message-ID: <A-2>\nContent-Transfer-Encoding: base64\n\n!!!");
    arrive(3, 4);

    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly(ids(0, 4));
    assertThat(rig.taker.alerts)
        .extracting(alert -> alert.payload().has("incomplete"))
        .containsExactly(true, true, true, false);
    assertThat(rig.taker.alerts.get(0).body()).startsWith("beginning");
  }

  @Test
  void aFolderThatIsNotThereIsSaidSo() {
    assertThatThrownBy(
            () -> mailbox(properties("Vendors", List.of(), null, false)).collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class)
        .hasMessageContaining("there is no folder Vendors");
  }

  @Test
  void whatIsSaidOfARefusedSignInHoldsNoSecret() {
    breakIt();
    assertThatThrownBy(() -> started().collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class)
        .hasMessage(
            "the mailbox at 127.0.0.1:%d: the sign-in was refused"
                .formatted(server.getImap().getPort()))
        .hasNoCause();
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var properties =
          properties(
              silent.getLocalPort(), null, PASSWORD, noToken(), "INBOX", List.of(), null, false);

      assertThatThrownBy(() -> mailbox(properties).collect(false, rig.taker))
          .isInstanceOf(SourceFailed.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    arrive(0, 1);
    var properties =
        properties(
            server.getImaps().getPort(),
            MailboxProperties.Tls.IMPLICIT,
            PASSWORD,
            noToken(),
            "INBOX",
            List.of(),
            null,
            false);

    assertThatThrownBy(() -> mailbox(properties).collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class);
    assertThat(rig.taker.alerts).isEmpty();
  }

  @Test
  void thePasswordIsNotSaidToAServerWithoutTheTlsThatWasAskedFor() throws Exception {
    arrive(0, 1);
    var properties =
        properties(
            server.getImap().getPort(),
            MailboxProperties.Tls.STARTTLS,
            PASSWORD,
            noToken(),
            "INBOX",
            List.of(),
            null,
            false);

    assertThatThrownBy(() -> mailbox(properties).collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class);
    assertThat(rig.taker.alerts).isEmpty();
  }

  @Test
  @Tag("S3-111")
  void aTokenFromAFileIsReadAnewAtEachConnection() throws Exception {
    var file = temporary.resolve("token");
    var source = withToken(new MailboxProperties.Token(file.toString(), null, null, null, null));
    arrive(0, 1);
    assertThatThrownBy(() -> source.collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class)
        .hasMessageContaining("the token file cannot be read");
    Files.writeString(file, "first-token\n");
    assertThatThrownBy(() -> source.collect(false, rig.taker))
        .isInstanceOf(SourceFailed.class)
        .hasMessageContaining("the sign-in was refused");

    user.setPassword("second-token");
    Files.writeString(file, "second-token\n");
    source.collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A-0");
  }

  private Mailbox withToken(MailboxProperties.Token token) {
    return mailbox(
        properties(server.getImap().getPort(), null, null, token, "INBOX", List.of(), null, false));
  }

  @Test
  void aTokenByClientCredentialsIsAskedForWhenTheLastOneEnds() throws Exception {
    var asked = new ArrayList<String>();
    var answers =
        new ArrayList<>(
            List.of(
                "500 {}",
                "200 {}",
                "200 {\"access_token\":\"token-1\",\"expires_in\":3600}",
                "200 {\"access_token\":\"token-2\",\"expires_in\":3600}"));
    var endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext(
        "/token",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var answer = answers.remove(0).split(" ", 2);
          exchange.sendResponseHeaders(Integer.parseInt(answer[0]), answer[1].length());
          exchange.getResponseBody().write(answer[1].getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    endpoint.start();
    try {
      var url = URI.create("http://127.0.0.1:%d/token".formatted(endpoint.getAddress().getPort()));
      var source =
          withToken(
              new MailboxProperties.Token(null, url, "client", "sec&ret", "https://x/.default"));
      for (int failure = 0; failure < 2; failure++) {
        assertThatThrownBy(() -> source.collect(false, rig.taker))
            .isInstanceOf(SourceFailed.class)
            .hasMessageContaining("without a token")
            .hasMessageNotContaining("sec&ret");
      }
      user.setPassword("token-1");
      arrive(0, 1);
      source.collect(false, rig.taker);
      rig.clock.advance(Duration.ofMinutes(58));
      source.collect(false, rig.taker);
      assertThat(asked).hasSize(3);
      rig.clock.advance(Duration.ofMinutes(2));
      user.setPassword("token-2");
      arrive(1, 2);

      source.collect(false, rig.taker);

      assertThat(rig.taker.ids()).containsExactly(ids(0, 2));
      assertThat(asked)
          .hasSize(4)
          .allMatch(
              form ->
                  form.equals(
                      "grant_type=client_credentials&client_id=client&client_secret=sec%26ret"
                          + "&scope=https%3A%2F%2Fx%2F.default"));
    } finally {
      endpoint.stop(0);
    }
  }

  @Test
  void aMailboxHalfConfiguredIsRefused() {
    assertThatThrownBy(() -> properties(1, null, null, noToken(), "I", List.of(), null, false))
        .hasMessageContaining("needs one of password, token.file and token.url");
    assertThatThrownBy(
            () ->
                new MailboxProperties.Token(
                    null, URI.create("http://login.example/token"), "c", "s", null))
        .hasMessageContaining("https");
    assertThat(properties().security()).isEqualTo(MailboxProperties.Tls.NONE);
  }
}
