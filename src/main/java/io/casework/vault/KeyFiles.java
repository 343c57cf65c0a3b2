package io.casework.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** Files with a key: made once and whole, for their owner alone. */
final class KeyFiles {

  private KeyFiles() {}

  static void makeOnce(Path file, KeyText fresh) throws IOException, GeneralSecurityException {
    if (Files.exists(file)) {
      return;
    }
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var whole = Files.createFile(folder.resolve(UUID.randomUUID().toString()), ownerOnly());
    try {
      Files.writeString(whole, fresh.make());
      try (var channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Another start was faster; its key is as good.
    } finally {
      Files.delete(whole);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes a new key, as text. */
  @FunctionalInterface
  interface KeyText {
    String make() throws IOException, GeneralSecurityException;
  }
}
