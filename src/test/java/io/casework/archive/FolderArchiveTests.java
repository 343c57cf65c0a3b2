package io.casework.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTests extends ArchiveContract {

  @TempDir private Path folder;

  @Override
  Archive archive() {
    return new FolderArchive(folder);
  }
}
