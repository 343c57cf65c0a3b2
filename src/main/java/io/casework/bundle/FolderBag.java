package io.casework.bundle;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** An unpacked bag. */
final class FolderBag implements BagReader {

  private final Path folder;
  private final SortedSet<String> paths = new TreeSet<>();

  FolderBag(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    try (var files = Files.walk(this.folder)) {
      for (var file : files.toList()) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          paths.add(regular(file));
        } else if (isEmpty(file)) {
          throw new Unsound(path(file), "is an empty folder, which no manifest lists");
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private String path(Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private String regular(Path file) {
    var path = path(file);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unsound(path, "is a link or no file");
    }
    return path;
  }

  @Override
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  @Override
  public SortedSet<String> paths() {
    return paths;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(folder.resolve(path));
  }

  @Override
  public void close() {}
}
