package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/**
 * What is at hand for every file: the folders, the ledger, the clock, the way to write a report.
 */
record FileDesk(DropPlaces places, FileLedger ledger, ObjectMapper json, Clock clock) {

  Instant now() {
    return clock.instant();
  }

  byte[] write(FileReport.Content report) throws IOException {
    return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
  }
}
