package io.casework.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S2-63")
@Tag("S3-25")
class EmailNotifierTests extends NotifierContract {

  private SmtpStub server;

  @BeforeEach
  void start() throws IOException {
    server = new SmtpStub(true);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  Notifier notifier(int port) {
    return email(port, null, List.of("a@bank.example", "b@bank.example"));
  }

  private static EmailNotifier email(int port, @Nullable Boolean startTls, List<String> list) {
    var mail =
        new EmailProperties(
            "127.0.0.1",
            port,
            "casework@bank.example",
            SECRET,
            "",
            startTls,
            List.of(),
            Map.of("place", list));
    return new EmailNotifier(
        properties(NO_SLACK, NO_TEAMS, mail, Map.of()),
        user -> user.equals("analyst-1") ? Optional.of("first@bank.example") : Optional.empty(),
        new MailWriter(new MailTemplates()),
        Map.of("mail.smtp.ssl.trust", "*", "mail.smtp.ssl.checkserveridentity", "false"));
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  List<String> received() {
    return server.mails();
  }

  @Override
  void answer(int code) {
    server.answer(code);
  }

  @Override
  List<Integer> passing() {
    return List.of(421, 450, 451, 452);
  }

  @Override
  List<Integer> lasting() {
    return List.of(550, 552, 553, 554);
  }

  @Override
  void assertHarmless(Posting posting, String hostile) {
    try {
      var mail = mail(posting);
      assertThat(mail.getSubject()).doesNotContain("\r", "\n");
      assertThat(mail.getHeader("Bcc")).isNull();
      assertThat(mail.getAllRecipients()).hasSize(2);
      assertThat(part(mail, 1))
          .doesNotContain("<script", "<img", "onerror=alert(1)>", "href=\"javascript");
      assertThat(posting.body()).matches("[\\x09\\x0A\\x0D\\x20-\\x7E]*");
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aMailHasTextAndHtmlAndTheCaseIsOneClickAway() throws Exception {
    var mail = mail(notifier(port()).prepare(delivery("[P1] high-risk case – yours")));

    assertThat(mail.getSubject()).isEqualTo("[P1] high-risk case – yours");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(part(mail, 0))
        .contains("Second line.", "https://casework.example/cases/0a4b7f7e?a=1&b=2");
    assertThat(part(mail, 1))
        .contains("href=\"https://casework.example/cases/0a4b7f7e?a&#x3D;1&amp;b&#x3D;2\"");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getFrom()[0]).hasToString("casework@bank.example");
  }

  @Test
  void theMessageIdIsTheKeyAndTheDestination() throws Exception {
    var one = delivery("x");
    var email = notifier(port());
    var other =
        new Delivery(
            2, Destination.of("email:user:analyst-1"), 1, List.of(), one.askedAt(), one.notice());

    assertThat(mail(email.prepare(one)).getMessageID())
        .isEqualTo(mail(email.prepare(one)).getMessageID())
        .isNotEqualTo(mail(email.prepare(other)).getMessageID())
        .endsWith("@bank.example>");
    assertThat(mail(email.prepare(other)).getAllRecipients()[0]).hasToString("first@bank.example");
  }

  @Test
  @Tag("S3-161")
  void aMailServerOfSomebodyElseTakesIt() throws Exception {
    var greenMail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    greenMail.start();
    try {
      var mail =
          new EmailProperties(
              "127.0.0.1",
              greenMail.getSmtp().getPort(),
              "",
              "",
              "casework@bank.example",
              null,
              List.of("all@bank.example"),
              Map.of());
      var email =
          new EmailNotifier(
              properties(NO_SLACK, NO_TEAMS, mail, Map.of()),
              user -> Optional.empty(),
              new MailWriter(new MailTemplates()));
      var posting = email.prepare(delivery("[P1] high-risk case – yours"));

      assertThat(email.send(posting)).isEqualTo(Outcome.DELIVERED);

      var received = greenMail.getReceivedMessages();
      assertThat(received).hasSize(1);
      assertThat(received[0].getMessageID()).isEqualTo(mail(posting).getMessageID());
      assertThat(part(received[0], 1)).isEqualTo(part(mail(posting), 1));
    } finally {
      greenMail.stop();
    }
  }

  @Test
  @Tag("S3-129")
  void everyRecipientOfAListIsNamed() {
    send(port());

    assertThat(server.recipients()).containsExactly("a@bank.example", "b@bank.example");
  }

  @Test
  void aBadAddressOnAListKeepsNobodyElseFromHearing() {
    server.refuse("a@bank.example");

    assertThat(send(port())).isEqualTo(Outcome.DELIVERED);
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void aListOfBadAddressesIsRefused() {
    server.refuse("a@bank.example");
    server.refuse("b@bank.example");

    assertThat(send(port()).kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  @Test
  void theConnectionIsEncryptedBeforeWeSignIn() {
    assertThat(send(port())).isEqualTo(Outcome.DELIVERED);

    assertThat(server.encrypted()).isTrue();
    assertThat(server.clearText()).doesNotContain("AUTH", SECRET);
  }

  @Test
  void whereEncryptionIsRequiredNothingLeavesWithoutIt() throws IOException {
    try (var plain = new SmtpStub(false)) {
      var email = email(plain.port(), true, List.of("a@bank.example"));

      var outcome = email.send(email.prepare(delivery("x")));

      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
      assertThat(plain.mails()).isEmpty();
      assertThat(plain.clearText()).doesNotContain("AUTH", "MAIL");
    }
  }

  @Test
  void aServerElsewhereMustEncryptUnlessToldOtherwise() {
    assertThat(server("smtp.bank.example", null).encrypted()).isTrue();
    assertThat(server("smtp.bank.example", false).encrypted()).isFalse();
    assertThat(server("localhost", null).encrypted()).isFalse();
  }

  @Test
  void whoHasNoAddressCannotBeReached() {
    var delivery =
        new Delivery(
            1,
            Destination.of("email:user:nobody"),
            1,
            List.of(),
            CLOCK.instant(),
            delivery("x").notice());

    assertThatThrownBy(() -> notifier(port()).prepare(delivery))
        .isInstanceOf(Notifier.Unfit.class)
        .hasMessageContaining("no mail address");
  }

  @Test
  void aListWithWhatIsNoAddressStopsTheStart() {
    assertThatThrownBy(() -> email(25, null, List.of("a@bank.example\r\nRCPT TO:<x@y.example>")))
        .hasMessageContaining("casework.notification.email")
        .hasMessageNotContaining("bank.example");
  }

  private static EmailProperties server(String host, @Nullable Boolean startTls) {
    return new EmailProperties(host, 587, "", "", "", startTls, List.of(), Map.of());
  }

  private static MimeMessage mail(Posting posting) throws MessagingException {
    var mail =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(posting.body().getBytes(UTF_8)));
    assertThat(Arrays.stream(mail.getRecipients(Message.RecipientType.TO))).isNotEmpty();
    return mail;
  }

  private static String part(MimeMessage mail, int number) throws MessagingException, IOException {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(number).getContent();
  }
}
