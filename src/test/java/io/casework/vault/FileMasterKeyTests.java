package io.casework.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMasterKeyTests extends MasterKeyContract {

  @TempDir private Path folder;

  @Override
  MasterKey master() {
    return FileMasterKey.in(folder.resolve("keys/master-key.json"));
  }

  @Override
  MasterKey another() {
    return FileMasterKey.in(folder.resolve("other/master-key.json"));
  }

  @Test
  void onlyItsOwnerReadsTheFile() throws IOException {
    master();

    assertThat(Files.getPosixFilePermissions(folder.resolve("keys/master-key.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aBrokenFileIsNotReplaced() throws IOException {
    var file = folder.resolve("broken.json");
    Files.writeString(file, "{");

    assertThatThrownBy(() -> FileMasterKey.in(file)).hasMessageContaining("broken.json");
    assertThat(file).hasContent("{");
  }
}
