package io.casework.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.ZipFile;

/** A backup that lies somewhere as a file: checked, and put back. */
public final class BackupFile {

  private BackupFile() {}

  /**
   * Reads every byte and compares it with the manifest.
   *
   * @throws IOException when it is not whole, or not what was written
   */
  public static Manifest check(Path backup) throws IOException {
    return read(backup, (path, content) -> content.transferTo(OutputStream.nullOutputStream()));
  }

  /**
   * Puts a backup back. What is not whole leaves nothing behind under the folder's name.
   *
   * @param data must not be there, or be empty
   */
  public static Manifest restore(Path backup, Path data) throws IOException {
    if (Files.exists(data)) {
      Files.delete(data); // only if it is empty
    }
    var parent = Files.createDirectories(data.toAbsolutePath().normalize().getParent());
    var unfinished = Files.createTempDirectory(parent, ".restore-");
    var manifest = read(backup, (path, content) -> keep(unfinished, path, content));
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    return manifest;
  }

  private static void keep(Path folder, String path, InputStream content) throws IOException {
    var file = folder.resolve(path).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("leads out of the folder: " + path);
    }
    Files.createDirectories(file.getParent());
    Files.copy(content, file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      var sealed = path.startsWith("archive/");
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(sealed ? "r--r-----" : "rw-------"));
    }
  }

  private static Manifest read(Path backup, Taker taker) throws IOException {
    try (var zip = new ZipFile(backup.toFile())) {
      var manifest = manifest(zip);
      if (zip.size() != manifest.files().size() + 1) {
        throw new IOException("holds other files than its manifest names");
      }
      for (var file : manifest.files()) {
        var entry = zip.getEntry(file.path());
        if (entry == null) {
          throw new IOException(file.path() + " is missing");
        }
        var digest = BackupWriter.sha256();
        try (var content = new DigestInputStream(zip.getInputStream(entry), digest)) {
          taker.take(file.path(), content);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
          throw new IOException(file.path() + " is not what was backed up");
        }
      }
      return manifest;
    }
  }

  private static Manifest manifest(ZipFile zip) throws IOException {
    var entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw new IOException("is no backup: it has no manifest");
    }
    try (var in = zip.getInputStream(entry)) {
      var manifest = BackupWriter.JSON.readValue(in, Manifest.class);
      if (!manifest.format().equals(Manifest.FORMAT)) {
        throw new IOException("is a backup of another form: " + manifest.format());
      }
      return manifest;
    }
  }

  private interface Taker {

    void take(String path, InputStream content) throws IOException;
  }
}
