package io.casework.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secrets of an installation that has no others: made once, kept in a file that only its owner
 * can read.
 *
 * @param password of the first-run users
 * @param brokerKeyName of the embedded broker
 * @param brokerKey of the embedded broker
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FirstRun(String password, String brokerKeyName, String brokerKey) {

  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  /** The file's name in the data folder. */
  public static final String FILE = "first-run.json";

  /** Reads the secrets of this data folder, or makes them. */
  public static FirstRun in(Path data) {
    var file = data.resolve(FILE);
    try {
      if (Files.exists(file)) {
        return JSON.readValue(file.toFile(), FirstRun.class);
      }
      makePrivate(data);
      var made = new FirstRun(secret(18), "RootManageSharedAccessKey", secret(32));
      write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(made) + "\n");
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write " + file.toAbsolutePath(), e);
    }
  }

  // Customers' data lie below: nobody else on this machine needs to look.
  private static void makePrivate(Path data) throws IOException {
    Files.createDirectories(data);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void write(Path file, String content) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, content);
  }

  private static String secret(int bytes) {
    var random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
