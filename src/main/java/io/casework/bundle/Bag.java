package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.casework.vault.Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A BagIt 1.0 bag (RFC 8493) whose tag manifest is signed: every file is named with its hash, by a
 * file that the signature covers.
 */
final class Bag {

  static final String MANIFEST = "manifest-sha256.txt";
  static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
  static final String SIGNATURE = TAG_MANIFEST + ".sig";

  private static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

  private final String name;
  private final List<BagFile> files;

  private Bag(String name, List<BagFile> files) {
    this.name = name;
    this.files = files;
  }

  /** Adds to the payload what makes it a bag, and signs. */
  static Bag seal(Label label, List<BagFile> payload, Signer signer) {
    var sorted = payload.stream().sorted(Comparator.comparing(BagFile::path)).toList();
    var tags = new ArrayList<BagFile>();
    tags.add(BagFile.tag("bagit.txt", BAGIT.getBytes(UTF_8)));
    tags.add(BagFile.tag("bag-info.txt", info(label, sorted, signer).getBytes(UTF_8)));
    tags.add(BagFile.tag(MANIFEST, sums(sorted)));
    tags.add(BagFile.tag("manifest.json", json(BagDescription.manifest(label, sorted))));
    tags.add(BagFile.tag("ro-crate-metadata.json", json(BagDescription.crate(label, sorted))));
    tags.add(resource("VERIFY.txt"));
    tags.add(resource("verify.sh"));
    tags.add(resource("schemas/manifest.v1.schema.json"));
    tags.add(
        BagFile.tag("keys/" + signer.keyId() + ".pub.pem", signer.publicKey().getBytes(UTF_8)));
    tags.sort(Comparator.comparing(BagFile::path));
    var tagManifest = sums(tags);
    var all = new ArrayList<>(sorted);
    all.addAll(tags);
    all.add(BagFile.tag(TAG_MANIFEST, tagManifest));
    all.add(BagFile.tag(SIGNATURE, signer.sign(tagManifest)));
    return new Bag(label.name(), all);
  }

  String name() {
    return name;
  }

  void writeZip(OutputStream to) throws IOException {
    StoredZip.write(name, files, to);
  }

  private static String info(Label label, List<BagFile> payload, Signer signer) {
    var record = label.record();
    return """
        External-Identifier: %s
        Bagging-Date: %s
        Payload-Oxum: %d.%d
        Casework-Case: %s
        Casework-Bundle-Version: %d
        Casework-Case-Version: %d
        Casework-Profile: %s
        Casework-Reason: %s
        Casework-Made-At: %s
        Casework-Audit-Origin: %s
        Casework-Audit-Size: %d
        Casework-Audit-Records: %d
        Casework-Signing-Key: %s
        """
        .formatted(
            label.name(),
            label.madeAt().toString().substring(0, 10),
            payload.stream().mapToLong(BagFile::bytes).sum(),
            payload.size(),
            record.caseId(),
            label.version(),
            record.version(),
            label.profile(),
            label.reason(),
            label.madeAt(),
            label.auditOrigin(),
            label.auditSize(),
            label.auditRecords(),
            signer.keyId());
  }

  /** The format of the program {@code sha256sum}. */
  private static byte[] sums(List<BagFile> files) {
    return files.stream()
        .map(file -> file.sha256() + "  " + file.path() + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static byte[] json(Object value) {
    try {
      return BundleJson.PRETTY.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BagFile resource(String name) {
    try (var in = Bag.class.getResourceAsStream("/bundle/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource bundle/" + name);
      }
      return BagFile.tag(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
