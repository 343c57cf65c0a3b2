package io.casework.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a backup: files one by one, and last the manifest, without which it broke off. */
final class BackupWriter implements AutoCloseable {

  static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final ZipOutputStream zip;
  private final List<Manifest.Entry> files = new ArrayList<>();

  BackupWriter(OutputStream to) {
    this.zip = new ZipOutputStream(to);
    zip.setLevel(Deflater.BEST_SPEED);
  }

  void add(String path, InputStream content) throws IOException {
    var digest = sha256();
    zip.putNextEntry(new ZipEntry(path));
    var bytes = new DigestInputStream(content, digest).transferTo(zip);
    zip.closeEntry();
    files.add(new Manifest.Entry(path, bytes, HexFormat.of().formatHex(digest.digest())));
  }

  /** Adds what lies below a folder, under another folder's name; nothing when it is not there. */
  void addFolder(String name, Path folder) throws IOException {
    addFiles(name, folder, files(folder));
  }

  void addFiles(String name, Path folder, List<Path> chosen) throws IOException {
    for (var file : chosen) {
      try (var in = Files.newInputStream(file)) {
        add(name + "/" + folder.relativize(file).toString().replace('\\', '/'), in);
      }
    }
  }

  /** The finished files below a folder, in order. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(file -> !folder.relativize(file).startsWith(".unfinished"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  void finish(Instant takenAt, @Nullable Long auditRecords, boolean withKeys) throws IOException {
    var manifest =
        new Manifest(Manifest.FORMAT, takenAt, auditRecords, withKeys, List.copyOf(files));
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
    zip.closeEntry();
    zip.finish();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
