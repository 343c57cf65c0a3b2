package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** Checks an export: it is whole, signed, as listed, and so is every bundle in it. */
public final class ExportCheck {

  private static final String SUMS = "SHA256SUMS";

  private ExportCheck() {}

  /** Told after each bundle. */
  public interface Progress {
    void checked(int bundles);
  }

  /**
   * @return which file and what is wrong; empty when all is well
   * @throws IOException when the file is no whole zip or cannot be read
   */
  public static List<String> run(Path export, Path trustedKey, Progress progress)
      throws IOException {
    var key = VerifyingKey.in(trustedKey);
    var problems = new ArrayList<String>();
    try (var zip = new ZipFile(export.toFile())) {
      var signature = zip.getEntry(SUMS + ".sig");
      if (signature == null || zip.getEntry(SUMS) == null) {
        return List.of("it ends without SHA256SUMS and its signature, so it is not whole");
      }
      var listed = bytes(zip, SUMS);
      if (!key.signed(listed, bytes(zip, SUMS + ".sig"))) {
        problems.add(SUMS + ": is not signed by key " + key.id());
      }
      checkFiles(zip, sums(new String(listed, UTF_8)), problems);
      checkBundles(zip, trustedKey, problems, progress);
    }
    return problems;
  }

  private static void checkFiles(ZipFile zip, Map<String, String> sums, List<String> problems)
      throws IOException {
    for (var entry : Collections.list(zip.entries())) {
      var name = entry.getName();
      if (name.equals(SUMS) || name.equals(SUMS + ".sig")) {
        continue;
      }
      var digest = Hashes.sha256();
      try (var in = zip.getInputStream(entry)) {
        in.transferTo(Hashes.into(digest));
      }
      var sum = sums.remove(name);
      if (!HexFormat.of().formatHex(digest.digest()).equals(sum)) {
        problems.add(name + (sum == null ? ": was added, or comes twice" : ": was changed"));
      }
    }
    sums.keySet().forEach(name -> problems.add(name + ": is missing"));
  }

  private static void checkBundles(
      ZipFile zip, Path trustedKey, List<String> problems, Progress progress) throws IOException {
    var folder = Files.createTempDirectory("casework-export");
    try {
      int checked = 0;
      for (var entry : Collections.list(zip.entries())) {
        if (entry
            .getName()
            .matches("bundles/case-[0-9a-f-]{36}-(v|log)[0-9]+-(full|redacted)\\.zip")) {
          var file = folder.resolve(entry.getName().substring("bundles/".length()));
          try (var in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
          BundleCheck.run(file, trustedKey)
              .problems()
              .forEach(problem -> problems.add(entry.getName() + ": " + problem));
          Files.delete(file);
          progress.checked(++checked);
        }
      }
    } finally {
      try (var left = Files.list(folder)) {
        left.forEach(file -> file.toFile().delete());
      }
      Files.delete(folder);
    }
  }

  private static Map<String, String> sums(String listed) {
    var sums = new HashMap<String, String>();
    listed.lines().forEach(line -> sums.put(line.substring(66), line.substring(0, 64)));
    return sums;
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    try (var in = zip.getInputStream(zip.getEntry(name))) {
      return in.readAllBytes();
    }
  }
}
