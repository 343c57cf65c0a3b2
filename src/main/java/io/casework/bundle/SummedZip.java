package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.vault.Signer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that is written while it is read: it ends with {@code SHA256SUMS} and its signature, so
 * that a stream which broke off shows it.
 */
final class SummedZip {

  private final ZipOutputStream zip;
  private final StringBuilder sums = new StringBuilder();

  SummedZip(OutputStream to) {
    this.zip = new ZipOutputStream(to);
    // What is in it is compressed already or must be seen at once.
    zip.setLevel(Deflater.NO_COMPRESSION);
  }

  /** Writes a file. */
  interface Writing {
    void to(OutputStream file) throws IOException;
  }

  void file(String name, Writing writing) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    var digest = Hashes.sha256();
    writing.to(new DigestOutputStream(unclosed(zip), digest));
    zip.closeEntry();
    sums.append(HexFormat.of().formatHex(digest.digest())).append("  ").append(name).append('\n');
  }

  void finish(Signer signer) throws IOException {
    var listed = sums.toString().getBytes(UTF_8);
    zip.putNextEntry(new ZipEntry("SHA256SUMS"));
    zip.write(listed);
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry("SHA256SUMS.sig"));
    zip.write(signer.sign(listed));
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  private static OutputStream unclosed(OutputStream to) {
    return new FilterOutputStream(to) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() {}
    };
  }
}
