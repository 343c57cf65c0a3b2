package io.casework.archive;

import io.casework.core.Content;
import io.casework.core.Failpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The archive as a folder: files that are read-only once they are whole.
 *
 * <p>A folder shows that something was changed, by the seals within; it cannot forbid it. That
 * takes storage with an immutability policy.
 */
final class FolderArchive implements Archive {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  private static final String UNFINISHED = ".unfinished";

  private final Path folder;

  FolderArchive(Path folder) {
    this.folder = folder;
  }

  @Override
  public String create(String name, Content content) throws IOException {
    var target = path(name);
    Files.createDirectories(target.getParent());
    var unfinished = Files.createDirectories(folder.resolve(UNFINISHED));
    var temporary = unfinished.resolve(UUID.randomUUID().toString());
    try {
      var hash = write(temporary, content);
      link(name, target, temporary, hash);
      return hash;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A link appears whole or not at all, and never in place of a file that is there. */
  private static void link(String name, Path target, Path temporary, String hash)
      throws IOException {
    try {
      Files.createLink(target, temporary);
      try (var parent = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        parent.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      if (!hash(() -> Files.newInputStream(target)).equals(hash)) {
        throw new ArchiveConflict(name);
      }
    }
  }

  private static String write(Path file, Content content) throws IOException {
    try (var channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var in = new DigestInputStream(content.open(), sha256())) {
      var out = Channels.newOutputStream(channel);
      out.write(in.readNBytes(512));
      Failpoints.hit("audit.half-line");
      in.transferTo(out);
      channel.force(true);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static String hash(Content content) throws IOException {
    try (var in = new DigestInputStream(content.open(), sha256())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<Content> find(String name) {
    var file = path(name);
    return Files.isRegularFile(file) ? Optional.of(() -> read(file)) : Optional.empty();
  }

  private static InputStream read(Path file) throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    var start = folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (var files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.startsWith(prefix) && !name.startsWith(UNFINISHED))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return List.of();
      }
      throw e.getCause();
    }
  }

  private Path path(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of an archive's object: " + name);
    }
    return folder.resolve(name);
  }
}
