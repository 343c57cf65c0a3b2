package io.casework.attachments;

import static io.casework.attachments.TestFiles.image;
import static io.casework.attachments.TestFiles.joined;
import static io.casework.attachments.TestFiles.latin;
import static io.casework.attachments.TestFiles.office;
import static io.casework.attachments.TestFiles.pdf;
import static io.casework.attachments.TestFiles.webp;
import static io.casework.attachments.TestFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.Refused;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.tika.Tika;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a case takes. */
class ContentCheckTests {

  private final ContentCheck check = new ContentCheck();

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("pdf", pdf(), FileType.PDF),
        Arguments.of("png", image("png"), FileType.PNG),
        Arguments.of("jpg", image("jpeg"), FileType.JPEG),
        Arguments.of("jpeg", image("jpeg"), FileType.JPEG),
        Arguments.of("gif", image("gif"), FileType.GIF),
        Arguments.of("tif", image("tiff"), FileType.TIFF),
        Arguments.of("webp", webp(), FileType.WEBP),
        Arguments.of("txt", latin("paid twice\r\n\tto the same shop"), FileType.TEXT),
        Arguments.of(
            "txt",
            "bezahlt \u00e4\u00f6\u00fc \u20ac".getBytes(StandardCharsets.UTF_8),
            FileType.TEXT),
        Arguments.of("txt", "\uFEFFwide".getBytes(StandardCharsets.UTF_16LE), FileType.TEXT),
        Arguments.of("log", latin("12:00 login ok"), FileType.TEXT),
        Arguments.of("", latin("a note without a name"), FileType.TEXT),
        Arguments.of("csv", latin("a,b\n1,2\n"), FileType.CSV),
        Arguments.of(
            "eml", latin("Subject: refund\r\nFrom: a@b.example\r\n\r\nhello"), FileType.EML),
        Arguments.of("eml", latin("Received: by x\r\nSubject: refund\r\n\r\n<html>"), FileType.EML),
        Arguments.of("zip", zip("a.txt", "one", "b/c.csv", "x,y"), FileType.ZIP),
        Arguments.of("zip", zip("scan.pdf", pdf(), "photo.png", image("png")), FileType.ZIP),
        Arguments.of("docx", office("word"), FileType.DOCX),
        Arguments.of("xlsx", office("xl"), FileType.XLSX),
        Arguments.of("pptx", office("ppt"), FileType.PPTX));
  }

  @ParameterizedTest
  @MethodSource
  @Tag("S2-68")
  void accepted(String extension, byte[] bytes, FileType type) {
    assertThat(check.type(bytes, extension, null)).isEqualTo(type);
    assertThat(check.type(bytes, extension, "application/octet-stream")).isEqualTo(type);
    assertThat(check.type(bytes, extension, type.mediaType() + "; charset=utf-8")).isEqualTo(type);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("txt", new byte[0], "must not be empty"),
        Arguments.of("html", latin("<!DOCTYPE html><html><body>x"), "not accepted: text/html"),
        Arguments.of("txt", latin("<html><script>alert(1)</script>"), "not accepted: text/html"),
        Arguments.of("svg", latin("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "not accepted"),
        Arguments.of("txt", latin("  \n<b>bold</b>"), "neither markup nor a script"),
        Arguments.of("txt", latin("\u00EF\u00BB\u00BF<b>bold</b>"), "neither markup nor a script"),
        Arguments.of("xml", latin("<?xml version=\"1.0\"?><a/>"), "not accepted: application/xml"),
        Arguments.of("sh", latin("#!/bin/sh\nrm -rf /"), "not accepted"),
        Arguments.of("js", latin("fetch('x')"), "must have the ending"),
        Arguments.of("bat", latin("echo off"), "must have the ending"),
        Arguments.of("exe", latin("MZ\u0090\0\3\0\0\0"), "not accepted"),
        Arguments.of("", latin("\u007fELF\2\1\1\0"), "not accepted"),
        Arguments.of("txt", latin("nul \0 byte"), ""),
        Arguments.of(
            "doc", latin("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"), "not accepted"),
        Arguments.of("gz", latin("\u001F\u008B\b\0\0\0\0\0"), "not accepted"),
        Arguments.of("eml", latin("just text"), "must have the ending"),
        Arguments.of("pdf", image("png"), "must have the ending of its content: png"),
        Arguments.of("png", pdf(), "must have the ending of its content: pdf"),
        Arguments.of("exe", pdf(), "must have the ending"),
        Arguments.of("docx", zip("a.txt", "one"), "must have the ending"));
  }

  @ParameterizedTest
  @MethodSource
  @Tag("S2-68")
  void refused(String extension, byte[] bytes, String rule) {
    assertRefused(extension, bytes, rule);
  }

  @ParameterizedTest
  @CsvSource({"image/png", "text/html", "application/x-msdownload"})
  void aPdfMustNotBeDeclaredAsSomethingElse(String declared) {
    assertThatThrownBy(() -> check.type(pdf(), "pdf", declared))
        .isInstanceOf(Refused.class)
        .hasMessage("/file: must be declared as what its content is: application/pdf");
  }

  static Stream<Arguments> twoThingsAtOnce() {
    var archive = zip("a.txt", "one");
    return Stream.of(
        Arguments.of("pdf", joined(pdf(), archive)),
        Arguments.of("jpg", joined(image("jpeg"), archive)),
        Arguments.of("png", joined(image("png"), latin("more"))),
        Arguments.of("gif", joined(image("gif"), latin("more"))),
        Arguments.of("webp", joined(webp(), latin("more"))),
        Arguments.of("gif", joined(image("gif"), latin("<ScRipt>alert(1)</script>;"))),
        Arguments.of("jpg", joined(image("jpeg"), latin("<?php system('x');"))),
        Arguments.of("tif", joined(image("tiff"), latin("<svg onload=x>"))),
        Arguments.of("jpg", joined(latin("\u00FF\u00D8\u00FF\u00E0 %PDF-1.4"), image("jpeg"))),
        Arguments.of("zip", joined(latin("PK\3\4%PDF-1.4"), archive)));
  }

  @ParameterizedTest
  @MethodSource
  void twoThingsAtOnce(String extension, byte[] bytes) {
    assertRefused(extension, bytes, "must be one thing only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../up.txt",
        "a/../../up.txt",
        "/root.txt",
        "\\root.txt",
        "C:\\x.txt",
        "..",
        "a\nb.txt",
        "..\\up.txt"
      })
  void anArchiveWithAMisleadingNameIsRefused(String name) {
    assertRefused("zip", zip(name, "x"), "plain relative names");
  }

  @Test
  void anArchiveWithALongNameIsRefused() {
    assertRefused("zip", zip("a".repeat(252) + ".txt", "x"), "plain relative names");
  }

  @Test
  void anArchiveWithASymbolicLinkIsRefused() throws Exception {
    var channel = new SeekableInMemoryByteChannel();
    try (var zip = new ZipArchiveOutputStream(channel)) {
      var link = new ZipArchiveEntry("link.txt");
      link.setUnixMode(UnixStat.LINK_FLAG | 0777);
      zip.putArchiveEntry(link);
      zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
    var bytes = Arrays.copyOf(channel.array(), (int) channel.size());

    assertRefused("zip", bytes, "no symbolic links");
  }

  @Test
  void anEncryptedArchiveIsRefused() {
    var bytes = zip("a.txt", "one");
    var central = find(bytes, "PK\1\2");
    bytes[central + 8] |= 1;
    bytes[6] |= 1;

    assertRefused("zip", bytes, "must not be encrypted");
  }

  @Test
  void anArchiveWithTwoEntriesOfOneNameIsRefused() {
    var bytes = zip("one.txt", "1", "two.txt", "2");
    var text = new String(bytes, StandardCharsets.ISO_8859_1).replace("two.txt", "one.txt");

    assertRefused("zip", latin(text), "each name once");
  }

  @Test
  void anArchiveInAnArchiveIsRefused() {
    assertRefused("zip", zip("inner.zip", zip("a.txt", "one")), "no archives");
    assertRefused("zip", zip("inner.txt", zip("a.txt", "one")), "no archives");
    assertRefused("zip", zip("a.docx", office("word")), "no archives");
    assertRefused("zip", zip("a.gz", latin("\u001F\u008B\b\0\0\0\0\0\0\0")), "no archives");
    assertRefused("docx", office("word", "word/embeddings/a.xlsx", office("xl")), "no archives");
  }

  @Test
  void anArchiveOfWhatIsNotAcceptedIsRefused() {
    assertRefused("zip", zip("a.txt", "<!DOCTYPE html><html>"), "could be added themselves");
    assertRefused("zip", zip("invoice.pdf.exe", "text"), "no programs");
    assertRefused("zip", zip("a.HTA", "text"), "no programs");
    assertRefused("zip", zip("a.txt", "MZ\u0001\0\3\0\0\0"), "could be added themselves");
  }

  @Test
  void anOfficeDocumentWithMacrosOrObjectsIsRefused() {
    assertRefused("docx", office("word", "word/vbaProject.bin", "x"), "no macros");
    assertRefused(
        "docx",
        zip(
            "[Content_Types].xml",
            "<a t='application/vnd.ms-word.macroEnabled'/>",
            "word/a.xml",
            "<a/>"),
        "no macros");
    assertRefused("docm", office("word"), "must have the ending");
    assertRefused(
        "docx",
        office("word", "word/ole.bin", latin("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")),
        "embedded objects");
    assertRefused("docx", office("word", "word/x.bin", latin("MZ\u0090\0\3\0\0\0")), "no programs");
    assertRefused("docx", office("other"), "Word, Excel or PowerPoint");
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsRefused() {
    // 40 MB of nothing in 40 kB: a thousand times its size.
    assertRefused("zip", zip("zeros.txt", new byte[40_000_000]), "");
    assertRefused("zip", zip("spaces.txt", " ".repeat(40_000_000)), "times its size");
  }

  @Test
  void sizesThatAnArchiveStatesOfItselfAreNotBelieved() {
    var bytes = zip("spaces.txt", " ".repeat(40_000_000));
    var size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    size.putInt(find(bytes, "PK\1\2") + 24, 10);

    assertRefused("zip", bytes, "times its size");
  }

  @Test
  void anArchiveOfTooManyEntriesIsRefused() {
    var entries =
        IntStream.rangeClosed(0, 1000)
            .boxed()
            .flatMap(i -> Stream.<Object>of(i + ".txt", "x"))
            .toArray();

    assertRefused("zip", zip(entries), "at most 1000 entries");
  }

  @Test
  void limitsCountAllEntriesTogether() {
    var limits = new ArchiveCheck.Limits(10, 2_000_000, 1000);
    var archives = new ArchiveCheck(new Tika(), limits);
    var half = "abcdefgh".repeat(150_000);

    assertThat(archives.type(zip("a.txt", half))).isEqualTo(FileType.ZIP);
    assertThatThrownBy(() -> archives.type(zip("a.txt", half, "b.txt", half)))
        .hasMessageContaining("must unpack to at most");
  }

  @Test
  void aTornArchiveIsRefused() {
    var bytes = zip("a.txt", "one".repeat(1000));

    assertRefused("zip", Arrays.copyOf(bytes, bytes.length - 30), "cannot be read");
  }

  static Stream<Arguments> aNameIsCleanedOfWhatMisleads() {
    return Stream.of(
        Arguments.of("slip.pdf", "slip.pdf"),
        Arguments.of("C:\\Users\\x\\slip.pdf", "slip.pdf"),
        Arguments.of("../../etc/passwd", "passwd"),
        Arguments.of("a\u202Efdp.exe", "afdp.exe"),
        Arguments.of("zero\u200Bwidth.txt", "zerowidth.txt"),
        Arguments.of("two\u0000three.txt", "twothree.txt"),
        Arguments.of("line\r\nbreak.txt", "linebreak.txt"),
        Arguments.of("x\";filename=evil.html", "x__filename=evil.html"),
        Arguments.of("non\u00A0breaking.txt", "non breaking.txt"),
        Arguments.of("...", "attachment"),
        Arguments.of("", "attachment"),
        Arguments.of(".hidden", "hidden"));
  }

  @ParameterizedTest
  @MethodSource
  void aNameIsCleanedOfWhatMisleads(String given, String clean) {
    assertThat(FileNames.clean(given)).isEqualTo(clean);
  }

  @Test
  void aLongNameKeepsItsEnding() {
    assertThat(FileNames.clean("a".repeat(300) + ".pdf")).hasSize(150).endsWith("a.pdf");
    assertThat(FileNames.extension("A.PDF")).isEqualTo("pdf");
    assertThat(FileNames.extension("none")).isEmpty();
  }

  @Test
  void everyTypeIsKnownByItsMediaType() {
    assertThat(FileType.values())
        .allSatisfy(
            type -> {
              assertThat(FileType.ofMediaType(type.mediaType())).contains(type);
              assertThat(type.extension()).isEqualTo(type.extension().toLowerCase(Locale.ROOT));
            });
  }

  private void assertRefused(String extension, byte[] bytes, String rule) {
    assertThatThrownBy(() -> check.type(bytes, extension, null))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(rule);
  }

  private static int find(byte[] bytes, String sign) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(sign);
  }
}
