package io.casework.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A bag as we hand it out: a stored zip of one folder. Stored, so that it holds no more bytes than
 * it has, and written in one way only, so that nothing hides between its files.
 */
final class ZipBag implements BagReader {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)+");

  private final ZipFile zip;
  private final String name;
  private final SortedSet<String> paths = new TreeSet<>();

  private ZipBag(ZipFile zip, String file) throws IOException {
    this.zip = zip;
    for (var entry : Collections.list(zip.entries())) {
      add(entry, file);
    }
    if (paths.isEmpty()) {
      throw new Unsound(file, "is empty");
    }
    var folders = new TreeSet<String>();
    paths.forEach(path -> folders.add(path.substring(0, path.indexOf('/'))));
    if (folders.size() > 1) {
      throw new Unsound(file, "holds more than one folder: " + folders);
    }
    this.name = folders.first();
  }

  static ZipBag open(Path path) throws IOException {
    var file = String.valueOf(path.getFileName());
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new Unsound(file, "is no whole zip");
    }
    try {
      var bag = new ZipBag(zip, file);
      bag.checkBytes(path);
      if (!file.equals(bag.name + ".zip")) {
        throw new Unsound(file, "holds " + bag.name + ", which is another name");
      }
      return bag;
    } catch (RuntimeException | IOException e) {
      zip.close();
      throw e;
    }
  }

  private void add(ZipEntry entry, String file) {
    if (!NAME.matcher(entry.getName()).matches()) {
      throw new Unsound(file, "holds a file with a name that no bundle has: " + printable(entry));
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new Unsound(entry.getName(), "is compressed, which no bundle is; check the folder");
    }
    if (!paths.add(entry.getName())) {
      throw new Unsound(entry.getName(), "is in the zip twice");
    }
  }

  private static String printable(ZipEntry entry) {
    var name = entry.getName().replaceAll("[^ -~]", "?");
    return name.substring(0, Math.min(name.length(), 100));
  }

  // Readers of zips differ in what they believe: the list at the end or the files before it. The
  // bytes follow from the files, so whatever else there is shows.
  private void checkBytes(Path path) throws IOException {
    var files = new ArrayList<BagFile>();
    for (var name : paths) {
      files.add(
          BagFile.of(name.substring(name.indexOf('/') + 1), "", "", "", "", () -> stream(name)));
    }
    var again = Hashes.sha256();
    StoredZip.write(this.name, files, Hashes.into(again));
    var there = Hashes.sha256();
    try (var in = Files.newInputStream(path)) {
      in.transferTo(Hashes.into(there));
    }
    if (!HexFormat.of()
        .formatHex(again.digest())
        .equals(HexFormat.of().formatHex(there.digest()))) {
      throw new Unsound(
          String.valueOf(path.getFileName()),
          "was not written by Casework as it is; unpack it and check the folder");
    }
  }

  private InputStream stream(String name) throws IOException {
    return zip.getInputStream(zip.getEntry(name));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedSet<String> paths() {
    var below = new TreeSet<String>();
    paths.forEach(path -> below.add(path.substring(name.length() + 1)));
    return below;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return stream(name + "/" + path);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
