package io.casework.attachments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.casework.core.Refused;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/**
 * Says what a file is by its content, and refuses what is not on the list, what is named or called
 * otherwise, and what is two things at once as far as that can be told.
 */
final class ContentCheck {

  static final String FILE = "/file";

  private static final int HEAD = 1024;
  private static final int ARCHIVE_TAIL = 22 + 65535;
  private static final String ARCHIVE_END = "PK\5\6";
  private static final Pattern HEADER = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9-]{0,70}:.*");
  private static final Pattern MARKUP =
      Pattern.compile("(?i)<(script|html|svg|iframe|!doctype|\\?php)");
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F]");

  private final Tika tika = new Tika();
  private final ArchiveCheck archives = new ArchiveCheck(tika, ArchiveCheck.Limits.DEFAULT);

  /**
   * The type of a file.
   *
   * @param extension of its name, in lower case; empty if it has none
   * @param declared what the sender calls it; null if nothing
   */
  FileType type(byte[] bytes, String extension, @Nullable String declared) {
    if (bytes.length == 0) {
      throw Refused.field(FILE, "must not be empty");
    }
    var type = byContent(bytes, extension);
    if (!type.mayEndWith(extension)) {
      throw Refused.field(FILE, "must have the ending of its content: " + type.extension());
    }
    if (declared != null && !type.mayBeCalled(declared)) {
      throw Refused.field(FILE, "must be declared as what its content is: " + type.mediaType());
    }
    return type;
  }

  private FileType byContent(byte[] bytes, String extension) {
    var found = tika.detect(bytes);
    return switch (found) {
      case "text/plain", "text/csv", "message/rfc822" -> text(bytes, extension, found);
      case "application/zip", "application/x-tika-ooxml" -> archive(bytes);
      default ->
          FileType.ofMediaType(found)
              .map(type -> whole(type, bytes))
              .orElseThrow(
                  () -> Refused.field(FILE, "is of a type that is not accepted: " + found));
    };
  }

  private FileType archive(byte[] bytes) {
    var head = new String(bytes, 0, Math.min(HEAD, bytes.length), ISO_8859_1);
    if (!head.startsWith("PK\3\4") || head.contains("%PDF-")) {
      throw twoThings();
    }
    return archives.type(bytes);
  }

  /** One picture or document, and nothing before or behind it that another program would read. */
  private static FileType whole(FileType type, byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    var head = text.substring(0, Math.min(HEAD, text.length()));
    var tail = text.substring(Math.max(0, text.length() - ARCHIVE_TAIL));
    var fits =
        switch (type) {
          case PDF -> head.startsWith("%PDF-");
          case PNG -> text.endsWith("IEND\u00AE\u0042\u0060\u0082");
          case GIF -> text.endsWith(";");
          case WEBP -> length(bytes) == bytes.length - 8 || length(bytes) == bytes.length - 9;
          default -> true;
        };
    var another =
        tail.contains(ARCHIVE_END)
            || type != FileType.PDF && head.contains("%PDF-")
            || type.image() && MARKUP.matcher(text).find();
    if (!fits || another) {
      throw twoThings();
    }
    return type;
  }

  private static Refused twoThings() {
    return Refused.field(FILE, "must be one thing only, with nothing before or behind it");
  }

  /** What a RIFF file says of its own length, little-endian. */
  private static long length(byte[] bytes) {
    var length = 0L;
    for (int i = 7; i > 3 && bytes.length > 7; i--) {
      length = length << 8 | bytes[i] & 0xff;
    }
    return length;
  }

  private static FileType text(byte[] bytes, String extension, String found) {
    var text = new String(bytes, charset(bytes));
    var start = text.replaceFirst("^[\\uFEFF\\u00EF\\u00BB\\u00BF\\s]+", "");
    if (CONTROL.matcher(text).find()) {
      throw Refused.field(FILE, "must hold no control characters, being a text");
    }
    if (start.startsWith("<") || start.startsWith("#!")) {
      throw Refused.field(FILE, "must be neither markup nor a script");
    }
    return switch (extension) {
      case "csv" -> FileType.CSV;
      case "eml" -> HEADER.matcher(start).matches() ? FileType.EML : FileType.TEXT;
      case "" -> FileType.ofMediaType(found).orElse(FileType.TEXT);
      default -> FileType.TEXT;
    };
  }

  /** By the byte order mark; what has none is looked at byte by byte. */
  private static Charset charset(byte[] bytes) {
    var mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return mark == 0xFEFF ? UTF_16BE : mark == 0xFFFE ? UTF_16LE : ISO_8859_1;
  }
}
