package io.casework.backup;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out a backup of the laptop installation. */
@RestController
class BackupController {

  private final RunningInstallation installation;

  BackupController(RunningInstallation installation) {
    this.installation = installation;
  }

  /** Streams a zip; one that ends without {@code manifest.json} broke off. */
  @PostMapping("/api/v1/ops/backup")
  void backup(
      @RequestParam(name = "with_keys", defaultValue = "false") boolean withKeys,
      Authentication who,
      HttpServletResponse response)
      throws IOException {
    var copy = installation.copy(withKeys, who.getName());
    response.setContentType("application/zip");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"casework-backup.zip\"");
    copy.writeTo(response.getOutputStream());
  }
}
