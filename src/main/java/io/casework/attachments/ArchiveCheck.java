package io.casework.attachments;

import static io.casework.attachments.ContentCheck.FILE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.casework.core.Refused;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.tika.Tika;

/**
 * Looks into a ZIP archive or an Office document without unpacking it anywhere.
 *
 * <p>Every entry is read through, because sizes that an archive states of itself may be lies.
 */
final class ArchiveCheck {

  private static final int HEAD = 8192;
  private static final int SMALL = 1024 * 1024;
  private static final int LONGEST_NAME = 255;
  private static final String CONTENT_TYPES = "[Content_Types].xml";

  /** Counts what could be an entry before any library reads them all into memory. */
  private static final byte[] ENTRY = {'P', 'K', 1, 2};

  private static final Pattern WRONG_NAME =
      Pattern.compile(
          "(?s).*\\p{Cntrl}.*|[/\\\\].*|[A-Za-z]:.*|(.*[/\\\\])?\\.\\.([/\\\\].*)?|\\s*");

  private static final Pattern RUNS =
      Pattern.compile(
          "(?i)\\.(exe|com|scr|pif|msi|dll|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|html?|xhtml|svg|jar|lnk|iso|url|sh)[. ]*$");

  private static final Pattern ARCHIVE =
      Pattern.compile(
          ".*(zip|x-tika-ooxml|java-archive|7z|rar|tar|cpio|cab|lzma|xz|zstd|lz4|iso9660|x-arj"
              + "|x-lha|x-lharc|x-archive|compress|apple-diskimage).*");

  private static final Pattern PROGRAM =
      Pattern.compile(
          ".*(x-msdownload|x-dosexec|x-executable|x-elf|x-sharedlib|x-object|x-mach-o|java-vm"
              + "|x-sh|x-bat|x-tika-msoffice|javascript|x-msi|html).*");

  private final Tika tika;
  private final Limits limits;

  ArchiveCheck(Tika tika, Limits limits) {
    this.tika = tika;
    this.limits = limits;
  }

  /** Whether it is a plain archive, or which Office document. */
  FileType type(byte[] bytes) {
    if (count(bytes) > limits.entries()) {
      throw Refused.field(FILE, "must hold at most %d entries".formatted(limits.entries()));
    }
    try (var zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes)).get()) {
      var entries = Collections.list(zip.getEntriesInPhysicalOrder());
      var names = new HashSet<String>();
      entries.forEach(entry -> checkName(entry, names));
      var office = names.contains(CONTENT_TYPES);
      var left = Math.min(limits.bytes(), Math.max(SMALL, bytes.length * (long) limits.ratio()));
      for (var entry : entries) {
        left = read(zip, entry, left, office);
      }
      return office ? officeType(names) : FileType.ZIP;
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      throw Refused.field(FILE, "cannot be read as an archive");
    }
  }

  private static void checkName(ZipArchiveEntry entry, Set<String> names) {
    var name = entry.getName();
    if (name.length() > LONGEST_NAME || WRONG_NAME.matcher(name).matches()) {
      throw Refused.field(FILE, "must hold entries with plain relative names only");
    }
    if (!names.add(name)) {
      throw Refused.field(FILE, "must hold each name once");
    }
    if (entry.isUnixSymlink()) {
      throw Refused.field(FILE, "must hold no symbolic links");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw Refused.field(FILE, "must not be encrypted");
    }
    if (name.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")) {
      throw macros();
    }
  }

  private long read(ZipFile zip, ZipArchiveEntry entry, long left, boolean office)
      throws IOException {
    if (!zip.canReadEntryData(entry)) {
      throw Refused.field(FILE, "must be packed in a common way (stored or deflated)");
    }
    try (var in = zip.getInputStream(entry)) {
      var head = in.readNBytes(HEAD);
      checkContent(entry, head, office);
      var rest = left - head.length;
      var buffer = new byte[HEAD];
      for (int read = in.read(buffer); read >= 0 && rest >= 0; read = in.read(buffer)) {
        rest -= read;
      }
      if (rest < 0) {
        throw Refused.field(
            FILE,
            "must unpack to at most %d MB and %d times its size"
                .formatted(limits.bytes() / SMALL, limits.ratio()));
      }
      return rest;
    }
  }

  private void checkContent(ZipArchiveEntry entry, byte[] head, boolean office) {
    if (!office && RUNS.matcher(entry.getName()).find()) {
      throw Refused.field(FILE, "must hold no programs, scripts or web pages");
    }
    if (head.length == 0) {
      return;
    }
    var found = tika.detect(head);
    if (ARCHIVE.matcher(found).matches()) {
      throw Refused.field(FILE, "must hold no archives or Office documents within");
    }
    if (office) {
      var types = entry.getName().equals(CONTENT_TYPES) ? new String(head, ISO_8859_1) : "";
      if (types.contains("macroEnabled") || types.contains("vbaProject")) {
        throw macros();
      }
      if (PROGRAM.matcher(found).matches()) {
        throw Refused.field(FILE, "must hold no programs or embedded objects");
      }
    } else if (!found.equals("text/plain") && FileType.ofMediaType(found).isEmpty()) {
      throw Refused.field(FILE, "must hold only files that could be added themselves: " + found);
    }
  }

  private static FileType officeType(Set<String> names) {
    if (names.stream().anyMatch(name -> name.startsWith("word/"))) {
      return FileType.DOCX;
    }
    if (names.stream().anyMatch(name -> name.startsWith("xl/"))) {
      return FileType.XLSX;
    }
    if (names.stream().anyMatch(name -> name.startsWith("ppt/"))) {
      return FileType.PPTX;
    }
    throw Refused.field(FILE, "must be a Word, Excel or PowerPoint document");
  }

  private static Refused macros() {
    return Refused.field(FILE, "must hold no macros");
  }

  private static int count(byte[] bytes) {
    var count = 0;
    for (int i = 0; i + ENTRY.length <= bytes.length; i++) {
      if (bytes[i] == ENTRY[0]
          && bytes[i + 1] == ENTRY[1]
          && bytes[i + 2] == ENTRY[2]
          && bytes[i + 3] == ENTRY[3]) {
        count++;
      }
    }
    return count;
  }

  /**
   * How much an archive may hold.
   *
   * @param bytes of all entries, unpacked
   * @param ratio unpacked to packed; archives that unpack to less than 1 MB are never refused for
   *     it
   */
  record Limits(int entries, long bytes, int ratio) {

    static final Limits DEFAULT = new Limits(1000, 100L * 1024 * 1024, 100);
  }
}
