package io.casework.alerts.sources;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far files of the drop folder are, for operators. */
@RestController
class FilesController {

  private static final int FILES = 200;

  private final FileLedger ledger;

  FilesController(FileLedger ledger) {
    this.ledger = ledger;
  }

  @GetMapping("/api/v1/alerts/files")
  List<FileProgress> files() {
    return ledger.progress(FILES);
  }
}
