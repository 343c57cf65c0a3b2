package io.casework.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends nothing and writes exactly what would be sent, a JSON line each. */
class DryRunNotifier implements Notifier {

  private static final Logger log = LoggerFactory.getLogger(DryRunNotifier.class);

  private final Path file;
  private final ObjectMapper json;

  DryRunNotifier(Path file, ObjectMapper json) {
    this.file = file;
    this.json = json;
  }

  @Override
  public void deliver(Notice notice) {
    try {
      var line = json.writeValueAsString(notice) + "\n";
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      log.debug("[DRY-RUN] to {}: {}", notice.audience(), notice.subject());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("notice " + notice.key() + " cannot be written", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
