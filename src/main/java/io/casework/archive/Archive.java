package io.casework.archive;

import io.casework.core.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Objects that are written once, whole, and never changed, renamed or removed.
 *
 * <p>Names are relative paths of letters, digits and {@code . _ -}, parted by {@code /}. What
 * {@link #create} returned for survives a crash; a half-written object is never seen.
 */
public interface Archive {

  /** An archive in a folder; it is made with the first object. */
  static Archive inFolder(Path folder) {
    return new FolderArchive(folder);
  }

  /**
   * Writes an object; the same bytes under the same name again change nothing.
   *
   * @return SHA-256 of the bytes, lower-case hex
   * @throws ArchiveConflict when the name is taken by other bytes
   * @throws IOException when it cannot be written; a later try may succeed
   */
  String create(String name, Content content) throws IOException;

  /** The object's bytes; empty when there is none. */
  Optional<Content> find(String name) throws IOException;

  /** Names that begin with a prefix, sorted. */
  List<String> list(String prefix) throws IOException;
}
