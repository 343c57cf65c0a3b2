package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.ZipInputStream;

/** A bundle taken apart, to be changed and put together again. */
final class Unpacked {

  String folder = "";
  final Map<String, byte[]> files = new TreeMap<>();

  static Unpacked of(byte[] zip) throws IOException {
    var unpacked = new Unpacked();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        var slash = entry.getName().indexOf('/');
        unpacked.folder = entry.getName().substring(0, slash);
        unpacked.files.put(entry.getName().substring(slash + 1), in.readAllBytes());
      }
    }
    return unpacked;
  }

  String text(String path) {
    return new String(files.get(path), UTF_8);
  }

  void change(String path, UnaryOperator<String> change) {
    var before = text(path);
    var after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("nothing changed in " + path);
    }
    files.put(path, after.getBytes(UTF_8));
  }

  void lines(String path, UnaryOperator<List<String>> change) {
    change(
        path,
        text -> String.join("\n", change.apply(new ArrayList<>(List.of(text.split("\n"))))) + "\n");
  }

  /** Makes all hashes right again, as one would who has everything but the key. */
  void rehash() {
    sums("manifest-sha256.txt", true);
    sums("tagmanifest-sha256.txt", false);
  }

  private void sums(String manifest, boolean payload) {
    var sums = new StringBuilder();
    files.forEach(
        (path, bytes) -> {
          if (path.startsWith("data/") == payload && !path.startsWith("tagmanifest")) {
            sums.append(Hashes.hex(bytes)).append("  ").append(path).append('\n');
          }
        });
    files.put(manifest, sums.toString().getBytes(UTF_8));
  }

  void sign(TestSigner signer) {
    files.put("tagmanifest-sha256.txt.sig", signer.sign(files.get("tagmanifest-sha256.txt")));
  }

  byte[] zip() throws IOException {
    var zip = new ByteArrayOutputStream();
    StoredZip.write(
        folder,
        files.entrySet().stream().map(file -> BagFile.tag(file.getKey(), file.getValue())).toList(),
        zip);
    return zip.toByteArray();
  }

  Path writeTo(Path parent) throws IOException {
    var top = parent.resolve(folder);
    for (var file : files.entrySet()) {
      var path = top.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return top;
  }

  /** Runs the script of an untouched bundle inside the folder. */
  static Answer runScript(Path folder, byte[] script, Path key)
      throws IOException, InterruptedException {
    var in = folder.resolve("verify.sh");
    if (!Files.exists(in)) {
      Files.write(in, script);
    }
    var process =
        new ProcessBuilder("bash", in.toString(), key.toString()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("verify.sh does not end");
    }
    return new Answer(process.exitValue(), output);
  }

  /** What the script said. */
  record Answer(int exit, String output) {}
}
