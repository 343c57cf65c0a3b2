package io.casework.archive;

/** A name of the archive is taken by other bytes; nothing was written. */
public final class ArchiveConflict extends RuntimeException {

  private static final long serialVersionUID = 1;

  ArchiveConflict(String name) {
    super("the archive holds other bytes under " + name);
  }
}
