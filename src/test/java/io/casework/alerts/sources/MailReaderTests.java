package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.alerts.AlertReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mail is an alert, whatever it is made of. */
class MailReaderTests {

  private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00.5Z");
  private static final String HEAD =
      """
      Message-ID: <m-1@vendor.example>
      From: =?UTF-8?Q?Vend=C3=B6r?= <alerts@vendor.example>
      Date: Fri, 20 Nov 2026 11:30:00 +0200
      """;

  private final MailReader reader = new MailReader();

  @Test
  @Tag("S3-61")
  @Tag("S3-112")
  void aMailHasTheFieldsOfAnAlert() {
    var mail =
        read(HEAD + "Subject: Sanctions\n list match\nX-Alert-Severity: Critical\n\nLook.\n\nNow.");

    assertThat(mail.toString())
        .isEqualTo(
            """
            {"source":"email","message_id":"m-1@vendor.example",\
            "vendor":"Vendör <alerts@vendor.example>","subject":"Sanctions list match",\
            "body":"Look.\\r\\n\\r\\nNow.","severity_hint":"critical",\
            "created_at":"2026-11-20T09:30:00Z"}""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=?UTF-8?Q?Betr=C3=BCger_erkannt?=|Betrüger erkannt",
        "=?ISO-8859-1?Q?Betr=FCger?=|Betrüger",
        "=?UTF-8?B?5Yi26KOB?= =?UTF-8?B?5ZCN5Y2V?=|制裁名单",
        "Plain =?utf-8?q?and_encoded?= words|Plain and encoded words",
        "Betrüger|Betrüger",
        "=?nonsense?Q?abc?=|=?nonsense?Q?abc?=",
        "=?UTF-8?Q?broken=?|=?UTF-8?Q?broken=?",
        "a\tb|a b",
      })
  void subjectsAreDecoded(String subject, String text) {
    assertThat(read(HEAD + "Subject: " + subject + "\n\nBody").path("subject").asText())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "high,Nothing,high",
    "' CRITICAL ',[low] x,critical",
    "urgent,[Medium] x,medium",
    ",RE: [ALERT] [HIGH] x,high",
    ",high,",
    ",[highest],",
  })
  void aHintComesFromTheHeaderElseFromATagInTheSubject(String header, String tag, String hint) {
    var severity = header == null ? "" : "X-Alert-Severity: " + header + "\n";
    var mail = read(HEAD + severity + "Subject: " + tag + "\n\nBody");

    assertThat(mail.path("severity_hint").textValue()).isEqualTo(hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Date: yesterday\n",
        "Date: Fri, 20 Nov 2026 12:00:00 +0000\n",
        "Date: Fri, 20 Nov 1912 12:00:00 +0000\n",
        "Date: Fri, 20 Nov 99999 12:00:00 +0000\n",
      })
  @Tag("S3-113")
  void withoutADateThatCanBeTrueTheAlertIsAsOldAsTheMail(String date) {
    assertThat(read(date + "Subject: S\n\nBody").path("created_at").asText())
        .isEqualTo("2026-11-20T10:00:00Z");
  }

  @Test
  void whatHasNoIdHasItsNumber() {
    assertThat(read("Subject: S\n\nBody").path("message_id").asText()).isEqualTo("imap-7:1");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,quoted-printable",
    "UTF-8,base64",
    "UTF-8,8bit",
    "ISO-8859-1,quoted-printable",
    "ISO-8859-1,base64",
    "ISO-8859-1,8bit",
    "windows-1252,base64",
    "UTF-16BE,base64",
  })
  void aBodyIsDecodedFromAnyTransferEncodingAndCharset(String charset, String encoding)
      throws IOException {
    var text = "Verdächtige Überweisung = 50 % der Einlagen";
    var mail =
        bytes(
            HEAD
                + "Subject: S\nContent-Type: text/plain; charset=\"%s\"\n".formatted(charset)
                + "Content-Transfer-Encoding: %s\n\n".formatted(encoding),
            encoded(text.getBytes(Charset.forName(charset)), encoding));

    var read = read(new ByteArrayInputStream(mail));

    assertThat(read.path("body").asText()).isEqualTo(text);
    assertThat(read.has("incomplete")).isFalse();
  }

  private static byte[] encoded(byte[] text, String encoding) throws IOException {
    if (encoding.equals("8bit")) {
      return text;
    }
    if (encoding.equals("base64")) {
      return Base64.getMimeEncoder().encode(text);
    }
    var quoted = new StringBuilder();
    for (var one : text) {
      quoted.append(
          one > ' ' && one != '=' ? Character.toString(one) : "=%02X".formatted(one & 0xFF));
    }
    return quoted.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void withoutACharsetItIsUtf8WhereItCanBeAndLatin1Else() throws IOException {
    var head = HEAD + "Subject: S\n\n";
    var utf8 = bytes(head, "Übel".getBytes(StandardCharsets.UTF_8));
    var latin = bytes(head, "Übel".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(read(new ByteArrayInputStream(utf8)).path("body").asText()).isEqualTo("Übel");
    assertThat(read(new ByteArrayInputStream(latin)).path("body").asText()).isEqualTo("Übel");
  }

  @Test
  void plainTextGoesBeforeHtmlHoweverDeepItLies() {
    var mail =
        read(
            HEAD
                + """
                Subject: S
                Content-Type: multipart/mixed; boundary=outer

                preamble
                --outer
                Content-Type: multipart/related; boundary=related

                --related
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/html

                <p>rich</p>
                --inner
                Content-Type: text/plain

                plain
                --inner--
                --related--
                --outer
                Content-Type: text/plain
                Content-Disposition: attachment; filename=a.txt

                attached
                --outer--
                """);

    assertThat(mail.path("body").asText()).isEqualTo("plain");
    assertThat(mail.has("incomplete")).isFalse();
  }

  @Test
  void htmlAloneIsReadAsText() {
    var mail =
        read(
            HEAD
                + """
                Subject: S
                Content-Type: text/html; charset=utf-8

                <html><head><title>T</title><style>p {color: red}</style>
                <script>alert("x")</script></head><body><!-- hidden -->
                <h1>Alert&nbsp;&amp; more</h1><p>San<b>ctions</b> list<br>match &lt;b&gt;</p>
                <table><tr><td>Score</td><td>95</td></tr></table><img src=x onerror=alert(1)>
                <unknown>tag</unknown> &#x41;
                """);

    assertThat(mail.path("body").asText().replace('\u00a0', ' '))
        .contains("Alert & more")
        .contains("Sanctions list\nmatch <b>")
        .containsPattern("Score\\s+95")
        .contains("tag")
        .endsWith("A")
        .doesNotContain("color")
        .doesNotContain("alert(")
        .doesNotContain("hidden");
  }

  @Test
  void aForwardedMailIsReadWhereItsCoverSaysNothing() {
    var mail =
        read(
            HEAD
                + """
                Subject: Fwd
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: message/rfc822

                Subject: Inner
                Content-Type: text/plain

                inner text
                --b--
                """);

    assertThat(mail.path("subject").asText()).isEqualTo("Fwd");
    assertThat(mail.path("body").asText()).isEqualTo("inner text");
  }

  @Test
  void aMailWithAnAttachmentAloneIsAnAlertThatSaysSo() {
    var mail =
        read(
            HEAD
                + """
                Subject: [HIGH] see attachment
                Content-Type: application/pdf
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename=report.pdf

                JVBERi0xLjQK
                """);

    assertThat(mail.path("severity_hint").asText()).isEqualTo("high");
    assertThat(mail.path("body").asText()).isEmpty();
    assertThat(mail.path("incomplete").asText()).isEqualTo("it has no text");
  }

  @Test
  void aMailOfTenMegabytesIsReadByItsBeginning() {
    var mail =
        read(
            HEAD
                + """
                Subject: S
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                the text
                --b
                Content-Type: application/octet-stream
                Content-Disposition: attachment

                """
                + "x".repeat(10 << 20)
                + "\n--b--\n");

    assertThat(mail.path("body").asText()).isEqualTo("the text");
    assertThat(mail.path("incomplete").asText()).isEqualTo("only the first 2 MB were read");
  }

  @Test
  void aLongTextIsCutAndTheAlertSaysSo() {
    var mail = read(HEAD + "Subject: " + "s".repeat(5000) + "\n\n" + "😀".repeat(60_000));

    assertThat(mail.path("body").asText()).hasSizeBetween(65_000, 65_536).endsWith("😀");
    assertThat(mail.path("subject").asText()).hasSize(1000);
    assertThat(mail.path("incomplete").asText()).contains("longer than shown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=klingon|8bit|its charset is not known",
        "text/plain|x-unheard-of|a part of it cannot be decoded",
        "text/plain|base64|",
        "multipart/mixed|7bit|a part of it cannot be read",
        "multipart/mixed; boundary=missing|7bit|it has no text",
        "text|7bit|",
        "text/plain; charset=\"utf-8|7bit|",
      })
  void whatIsBrokenIsAnAlertAllTheSame(String type, String encoding, String missing) {
    var mail =
        read(
            HEAD
                + "Subject: Broken\nContent-Type: %s\nContent-Transfer-Encoding: %s\n\n!text!"
                    .formatted(type, encoding));

    assertThat(mail.path("subject").asText()).isEqualTo("Broken");
    assertThat(mail.path("incomplete").asText("")).contains(missing == null ? "" : missing);
  }

  @Test
  void whatCanBeDecodedOfABrokenTextIsThere() {
    var mail = read(HEAD + "Subject: S\nContent-Transfer-Encoding: base64\n\nVGhlIHRleHQgYg");

    assertThat(mail.path("body").asText()).startsWith("The text");
    assertThat(mail.path("incomplete").asText()).isEqualTo("a part of it cannot be decoded");
  }

  @Test
  void aServerThatBreaksOffAmidAMailLeavesWhatItGave() {
    var head = (HEAD + "Subject: Half\n\nthe beginning").getBytes(StandardCharsets.UTF_8);
    var broken =
        new FilterInputStream(new ByteArrayInputStream(head)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            var read = super.read(into, offset, length);
            if (read < 0) {
              throw new IOException("NO cannot fetch");
            }
            return read;
          }
        };

    var mail = read(broken);

    assertThat(mail.path("subject").asText()).isEqualTo("Half");
    assertThat(mail.path("body").asText()).isEqualTo("the beginning");
    assertThat(mail.path("incomplete").asText()).isEqualTo("the server gave only a part of it");
  }

  @Test
  void rubbishOfEveryKindIsAnAlert() throws IOException {
    var random = new Random(7);
    for (int attempt = 0; attempt < 300; attempt++) {
      var rubbish = new byte[random.nextInt(3000)];
      random.nextBytes(rubbish);
      read(new ByteArrayInputStream(rubbish));
      read(
          new ByteArrayInputStream(
              bytes("Content-Type: multipart/mixed; boundary=b\n\n--b\n", rubbish)));
    }
    read("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n\n".repeat(50_000));
    var nested = new StringBuilder();
    for (int level = 0; level < 2000; level++) {
      nested.append(
          "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(level, level));
    }
    read(nested.toString());
    read("Subject: a\nContent-Type: text/html\n\n" + "<div>".repeat(100_000) + "deep");
    read("Subject: a\nContent-Type: text/html\n\n" + "<".repeat(500_000));
    read("Subject: a\nContent-Type: text/html\n\n" + "<p a=\"".repeat(100_000));
    read("Subject: " + "=?UTF-8?Q?".repeat(50_000) + "\n\nx");
    read("From: " + "<,".repeat(50_000) + "\n\nx");
  }

  private ObjectNode read(String mail) {
    return read(
        new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** The payload, which is always one that triage takes. */
  private ObjectNode read(InputStream mail) {
    var payload = reader.read(mail, RECEIVED, "imap-7:1");
    AlertReader.read(MailReader.SOURCE, payload);
    return payload;
  }

  private static byte[] bytes(String head, byte[] body) throws IOException {
    var mail = new java.io.ByteArrayOutputStream();
    mail.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    mail.write(body);
    return mail.toByteArray();
  }
}
