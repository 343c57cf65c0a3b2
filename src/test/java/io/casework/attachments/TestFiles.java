package io.casework.attachments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small true files of every kind. */
public final class TestFiles {

  private TestFiles() {}

  public static byte[] pdf() {
    return latin("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  }

  public static byte[] image(String format) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] webp() {
    return latin("RIFF\f\0\0\0WEBPVP8L\u0005\0\0\0");
  }

  /** An archive of entries, given as name, content, name, content … */
  public static byte[] zip(Object... namesAndContents) {
    return zip(
        zip -> {
          for (int i = 0; i < namesAndContents.length; i += 2) {
            var content = namesAndContents[i + 1];
            entry(
                zip,
                String.valueOf(namesAndContents[i]),
                content instanceof byte[] bytes ? bytes : String.valueOf(content).getBytes(UTF_8));
          }
        });
  }

  public static byte[] zip(Consumer<ZipOutputStream> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entries.accept(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static void entry(ZipOutputStream zip, String name, byte[] content) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] office(String folder, Object... more) {
    var all = new Object[4 + more.length];
    all[0] = "[Content_Types].xml";
    all[1] = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/\"/>";
    all[2] = folder + "/document.xml";
    all[3] = "<?xml version=\"1.0\"?><document/>";
    System.arraycopy(more, 0, all, 4, more.length);
    return zip(all);
  }

  public static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  public static byte[] joined(byte[] one, byte[] other) {
    return latin(new String(one, ISO_8859_1) + new String(other, ISO_8859_1));
  }
}
