package io.casework.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/** A bag that somebody brings, as its files by path; folder or zip. */
interface BagReader extends Closeable {

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

  default byte[] bytes(String path) throws IOException {
    try (var in = open(path)) {
      return in.readAllBytes();
    }
  }
}
