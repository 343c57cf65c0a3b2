package io.casework.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/** A bag that somebody brings, as its files by path; folder or zip. */
interface BagReader extends Closeable {

  /** 64 MB. */
  int LARGEST = 64 << 20;

  /**
   * @throws Unsound when it is no bag that can be looked into without danger
   */
  static BagReader of(Path path) throws IOException {
    return Files.isDirectory(path) ? new FolderBag(path) : ZipBag.open(path);
  }

  /** What it is called from outside. */
  String name();

  SortedSet<String> paths();

  InputStream open(String path) throws IOException;

  /**
   * A file that is read whole: a list, a signature, a record of the log.
   *
   * @throws Unsound when it is larger than any such file
   */
  default byte[] bytes(String path) throws IOException {
    try (var in = open(path)) {
      var bytes = in.readNBytes(LARGEST);
      if (bytes.length == LARGEST) {
        throw new Unsound(path, "is larger than such a file can be");
      }
      return bytes;
    }
  }
}
