package io.casework.alerts.sources;

import io.casework.alerts.AlertSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** CSV files in the drop folder keep the contract of sources. */
class CsvDropTests extends AlertSourceContract {

  @TempDir Path temporary;
  private DropRig drop;

  @Override
  void prepare() throws IOException {
    drop = new DropRig(rig, temporary.resolve("drop"));
    drop.started();
  }

  @Override
  AlertSource started() {
    return drop.started();
  }

  @Override
  void arrive(int from, int to) throws IOException {
    drop.csv(UUID.randomUUID() + ".csv", from, to);
  }

  @Override
  void breakIt() throws IOException {
    Files.move(drop.folder, temporary.resolve("unmounted"));
  }

  @Override
  void mend() throws IOException {
    Files.move(temporary.resolve("unmounted"), drop.folder);
  }
}
