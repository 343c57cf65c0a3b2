package io.casework.alerts.sources;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.angus.mail.util.BASE64DecoderStream;
import org.jspecify.annotations.Nullable;

/** The text that a person reads in a mail: its plain text, else that of its HTML. */
final class MailText {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_PARTS = 200;

  private final Set<String> missing;
  private @Nullable String plain;
  private @Nullable String html;
  private int parts;

  MailText(Set<String> missing) {
    this.missing = missing;
  }

  /** The text, cut to a length; empty when there is none. */
  String of(MimeMessage mail, int most) {
    walk(mail, 0, 4 * most);
    var text = plain != null ? plain : html != null ? HtmlText.of(html) : "";
    if (text.isBlank()) {
      missing.add("it has no text");
      return "";
    }
    if (text.length() > most) {
      missing.add("its text is longer than shown");
    }
    return MailReader.cut(text.strip(), most);
  }

  // A part that cannot be read keeps no other from being read.
  private void walk(Part part, int depth, int most) {
    if (plain != null || depth > MAX_DEPTH || ++parts > MAX_PARTS) {
      return;
    }
    try {
      if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart many) {
        for (int each = 0; each < many.getCount(); each++) {
          walk(many.getBodyPart(each), depth + 1, most);
        }
      } else if (part.isMimeType("message/rfc822") && part.getContent() instanceof Part inner) {
        walk(inner, depth + 1, most);
      } else if (!attached(part)) {
        keep(part, most);
      }
    } catch (MessagingException | IOException | RuntimeException e) {
      missing.add("a part of it cannot be read");
    }
  }

  private static boolean attached(Part part) throws MessagingException {
    return part instanceof BodyPart && Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
  }

  private void keep(Part part, int most) throws MessagingException, IOException {
    if (part.isMimeType("text/html")) {
      html = html == null ? text(part, most) : html;
    } else if (part.isMimeType("text/plain")) {
      var text = text(part, most);
      plain = text.isBlank() ? null : text;
    }
  }

  private String text(Part part, int most) throws MessagingException, IOException {
    byte[] bytes;
    try (var decoded = part.getInputStream()) {
      bytes = decoded.readNBytes(most);
    } catch (MessagingException | IOException e) {
      missing.add("a part of it cannot be decoded");
      try (var rest = lenient(part)) {
        bytes = rest.readNBytes(most);
      }
    }
    return decode(bytes, part.getContentType());
  }

  /** What can be decoded of a part that breaks the rules of its encoding. */
  private static InputStream lenient(Part part) throws MessagingException {
    var raw =
        part instanceof MimeBodyPart body
            ? body.getRawInputStream()
            : ((MimeMessage) part).getRawInputStream();
    var encoding = ((MimePart) part).getEncoding();
    return "base64".equalsIgnoreCase(encoding) ? new BASE64DecoderStream(raw, true) : raw;
  }

  /** By the charset that is named; else UTF-8 where it can be, and Latin-1 which always can. */
  private String decode(byte[] bytes, String contentType) {
    var named = charset(contentType);
    if (named != null && !StandardCharsets.US_ASCII.equals(named)) {
      return new String(bytes, named);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private @Nullable Charset charset(String contentType) {
    try {
      var name = new ContentType(contentType).getParameter("charset");
      return name == null ? null : Charset.forName(MimeUtility.javaCharset(name));
    } catch (MessagingException | IllegalArgumentException e) {
      missing.add("its charset is not known");
      return null;
    }
  }
}
