package io.casework.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program and the shell find whatever was done to a bundle, and agree. */
@Tag("S2-82")
class BundleCheckTests {

  private static final String SLICE = "data/audit/slice.jsonl";
  private static final SampleBundle SAMPLE = new SampleBundle();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void anUntouchedBundleIsSound(Profile profile) throws Exception {
    var zip = SAMPLE.zip(3, profile);
    var key = SAMPLE.signer.writeTo(folder);

    var report = BundleCheck.run(write(Unpacked.of(zip).folder, zip), key);
    var unpacked = Unpacked.of(zip).writeTo(folder);
    var script = Unpacked.runScript(unpacked, new byte[0], key);

    assertThat(report.problems()).isEmpty();
    assertThat(report.auditSize()).isEqualTo(13);
    assertThat(report.auditRecords()).isEqualTo(7);
    assertThat(BundleCheck.run(unpacked, key).problems()).isEmpty();
    assertThat(script.output()).startsWith("OK case-" + SampleBundle.CASE);
    assertThat(script.exit()).isZero();
  }

  /** What somebody does to a bundle, and what the program says of it. */
  record Deed(String name, Change change, String finding) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Changes files; the key that is trusted stays the one that sealed the bundle. */
  interface Change {
    void to(Unpacked bundle) throws IOException;
  }

  static Stream<Deed> deeds() {
    return Stream.of(
        new Deed(
            "a byte changed",
            bag -> bag.change("data/notes.jsonl", text -> text.replace("agreed", "Agreed")),
            "data/notes.jsonl: was changed"),
        new Deed(
            "a line dropped",
            bag -> bag.lines(SLICE, lines -> lines.subList(0, lines.size() - 2)),
            SLICE + ": has 5 records"),
        new Deed(
            "two lines swapped",
            bag ->
                bag.lines(
                    SLICE,
                    lines -> {
                      Collections.swap(lines, 1, 2);
                      return lines;
                    }),
            SLICE + " line 3: is out of order"),
        new Deed(
            "the tail cut",
            bag -> bag.change(SLICE, text -> text.substring(0, text.length() - 30)),
            SLICE + " line 7: is no JSON"),
        new Deed(
            "a line forged and all hashes made right",
            bag -> {
              bag.change(SLICE, text -> text.replace("kind_3", "kind_x"));
              bag.rehash();
            },
            SLICE + " line 2: is not in the signed log"),
        new Deed(
            "a line forged, all hashes made right and sealed with the right key",
            bag -> {
              bag.change(SLICE, text -> text.replace("kind_3", "kind_x"));
              bag.rehash();
              bag.sign(SAMPLE.signer);
            },
            SLICE + " line 2: is not in the signed log"),
        new Deed(
            "a line dropped and sealed with the right key",
            bag -> {
              bag.lines(SLICE, lines -> lines.subList(1, lines.size()));
              bag.rehash();
              bag.sign(SAMPLE.signer);
            },
            SLICE + ": has 6 records"),
        new Deed(
            "another proof in place of the record's own",
            bag -> {
              bag.files.put(
                  "data/audit/proofs/4.tlog-proof",
                  bag.files.get("data/audit/proofs/1.tlog-proof"));
              bag.rehash();
              bag.sign(SAMPLE.signer);
            },
            "data/audit/proofs/4.tlog-proof: is of another record"),
        new Deed(
            "the checkpoint of another log",
            bag -> {
              bag.change(
                  "data/audit/checkpoint", text -> text.replace("extension", "another line"));
              bag.rehash();
              bag.sign(SAMPLE.signer);
            },
            "data/audit/checkpoint: is not signed by key " + SAMPLE.signer.keyId()),
        new Deed(
            "a file added",
            bag -> bag.files.put("data/extra.txt", "x".getBytes(UTF_8)),
            "data/extra.txt: was added"),
        new Deed(
            "a file added beside the payload",
            bag -> bag.files.put("extra.txt", "x".getBytes(UTF_8)),
            "extra.txt: was added"),
        new Deed(
            "a file removed",
            bag -> bag.files.remove("data/timeline.csv"),
            "data/timeline.csv: is missing"),
        new Deed(
            "a file renamed",
            bag -> bag.files.put("data/timeline2.csv", bag.files.remove("data/timeline.csv")),
            "data/timeline2.csv: was added"),
        new Deed(
            "the manifest edited",
            bag -> bag.change("manifest-sha256.txt", text -> text.replaceFirst("^[0-9a-f]", "g")),
            "manifest-sha256.txt line 1: is no hash and path"),
        new Deed(
            "the described files edited",
            bag -> bag.change("manifest.json", text -> text.replace("\"notes\"", "\"letters\"")),
            "manifest.json: was changed"),
        new Deed(
            "the tag manifest edited",
            bag -> bag.lines("tagmanifest-sha256.txt", lines -> lines.subList(1, lines.size())),
            "is not what key " + SAMPLE.signer.keyId() + " signed"),
        new Deed(
            "the signature of another key",
            bag -> bag.sign(new TestSigner()),
            "is not what key " + SAMPLE.signer.keyId() + " signed"),
        new Deed(
            "the signature gone",
            bag -> bag.files.remove("tagmanifest-sha256.txt.sig"),
            "tagmanifest-sha256.txt.sig: is missing"),
        new Deed(
            "an old bundle under a new name",
            bag -> bag.folder = bag.folder.replace("-v3-", "-v4-"),
            "bag-info.txt: this is"),
        new Deed(
            "an old bundle under a new name on its label too",
            bag -> {
              bag.folder = bag.folder.replace("-v3-", "-v4-");
              bag.change("bag-info.txt", text -> text.replace("-v3-", "-v4-"));
              bag.rehash();
            },
            "tagmanifest-sha256.txt: is not what key"));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void whateverIsDoneToABundleBothFind(Deed deed) throws Exception {
    var bag = Unpacked.of(with("data/timeline.csv"));
    var script = bag.files.get("verify.sh");
    var key = SAMPLE.signer.writeTo(folder);
    deed.change().to(bag);

    var unpacked = bag.writeTo(folder);
    var byFolder = BundleCheck.run(unpacked, key);
    var zip = BundleCheck.run(write(bag.folder, bag.zip()), key);
    var byScript = Unpacked.runScript(unpacked, script, key);

    assertThat(byFolder.problems()).anySatisfy(found -> assertThat(found).contains(deed.finding()));
    assertThat(zip.problems()).isEqualTo(byFolder.problems());
    assertThat(byScript.output()).startsWith("FAIL ");
    assertThat(byScript.exit()).isEqualTo(1);
  }

  @Test
  void aBundleOfAnotherKeyIsNamedAsSuch() throws Exception {
    var other = new SampleBundle();
    var zip = other.zip(3, Profile.FULL);
    var key = SAMPLE.signer.writeTo(folder);

    var report = BundleCheck.run(write(Unpacked.of(zip).folder, zip), key);
    var script = Unpacked.runScript(Unpacked.of(zip).writeTo(folder), new byte[0], key);

    assertThat(report.problems())
        .contains(
            "tagmanifest-sha256.txt: is not signed by key %s; the bag names key %s"
                .formatted(SAMPLE.signer.keyId(), other.signer.keyId()));
    assertThat(script.output()).contains("tagmanifest-sha256.txt: not signed by this key");
    assertThat(script.exit()).isEqualTo(1);
  }

  @Test
  void aZipUnderTheNameOfAnotherBundleIsFound() throws Exception {
    var zip = SAMPLE.zip(3, Profile.FULL);
    var name = Unpacked.of(zip).folder;

    var report =
        BundleCheck.run(write(name.replace("-v3-", "-v4-"), zip), SAMPLE.signer.writeTo(folder));

    assertThat(report.problems()).singleElement().asString().contains("holds " + name);
  }

  @Test
  void aZipWithAFileTwiceIsFoundByBoth() throws Exception {
    var bag = Unpacked.of(SAMPLE.zip(3, Profile.FULL));
    var key = SAMPLE.signer.writeTo(folder);
    var path = "data/notes.jsonl";
    var zip = twice(bag, path, "{}\n".getBytes(UTF_8));

    var report = BundleCheck.run(write(bag.folder, zip), key);
    // The shell sees what unpacking leaves: here the later of the two.
    var script = Unpacked.runScript(Unpacked.of(zip).writeTo(folder), new byte[0], key);

    assertThat(report.sound()).isFalse();
    assertThat(report.problems()).singleElement().asString().contains("twice");
    assertThat(script.output()).contains("FAIL data/notes.jsonl");
  }

  @Test
  void aZipThatWouldWriteElsewhereIsRefused() throws Exception {
    var bag = Unpacked.of(SAMPLE.zip(3, Profile.FULL));
    bag.files.put("../../escaped.txt", "x".getBytes(UTF_8));

    var report = BundleCheck.run(write(bag.folder, bag.zip()), SAMPLE.signer.writeTo(folder));

    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("a name that no bundle has", "escaped.txt");
  }

  @Test
  void whatHidesBetweenTheFilesOfAZipIsFound() throws Exception {
    var zip = SAMPLE.zip(3, Profile.FULL);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("hidden".getBytes(UTF_8));
    bytes.writeBytes(zip);

    var report =
        BundleCheck.run(
            write(Unpacked.of(zip).folder, bytes.toByteArray()), SAMPLE.signer.writeTo(folder));

    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("was not written by Casework");
  }

  @Test
  void halfAZipIsNoBundle() throws Exception {
    var zip = SAMPLE.zip(3, Profile.FULL);

    var report =
        BundleCheck.run(
            write(Unpacked.of(zip).folder, Arrays.copyOf(zip, zip.length / 2)),
            SAMPLE.signer.writeTo(folder));

    assertThat(report.problems()).singleElement().asString().contains("is no whole zip");
  }

  @Test
  void aNameWithABackslashIsAFileOfItsOwnForBoth() throws Exception {
    var key = SAMPLE.signer.writeTo(folder);
    var unpacked = Unpacked.of(SAMPLE.zip(3, Profile.FULL)).writeTo(folder);
    Files.writeString(unpacked.resolve("data\\notes.jsonl"), "forged");

    assertThat(BundleCheck.run(unpacked, key).problems())
        .containsExactly("data\\notes.jsonl: was added, no manifest lists it");
    assertThat(Unpacked.runScript(unpacked, new byte[0], key).output())
        .startsWith("FAIL data\\notes.jsonl");
  }

  @Test
  void anEmptyFolderIsFoundByBoth() throws Exception {
    var key = SAMPLE.signer.writeTo(folder);
    var unpacked = Unpacked.of(SAMPLE.zip(3, Profile.FULL)).writeTo(folder);
    Files.createDirectory(unpacked.resolve("data/confession"));

    assertThat(BundleCheck.run(unpacked, key).problems())
        .containsExactly("data/confession: is an empty folder, which no manifest lists");
    assertThat(Unpacked.runScript(unpacked, new byte[0], key).output())
        .contains("data/confession: is a link, an empty folder or no file");
  }

  @Test
  void aLinkInTheFolderIsFoundByBoth() throws Exception {
    var key = SAMPLE.signer.writeTo(folder);
    var unpacked = Unpacked.of(SAMPLE.zip(3, Profile.FULL)).writeTo(folder);
    var notes = unpacked.resolve("data/notes.jsonl");
    Files.move(notes, folder.resolve("elsewhere"));
    Files.createSymbolicLink(notes, folder.resolve("elsewhere"));

    assertThat(BundleCheck.run(unpacked, key).problems())
        .containsExactly("data/notes.jsonl: is a link or no file");
    assertThat(Unpacked.runScript(unpacked, new byte[0], key).output()).contains("is a link");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 31, 64})
  void proofsHoldForLogsOfEverySize(int size) throws Exception {
    var sample = new SampleBundle();
    sample.records = size;
    var zip = sample.zip(1, Profile.REDACTED);
    var key = sample.signer.writeTo(folder);

    assertThat(BundleCheck.run(write(Unpacked.of(zip).folder, zip), key).problems()).isEmpty();
    assertThat(Unpacked.runScript(Unpacked.of(zip).writeTo(folder), new byte[0], key).output())
        .startsWith("OK ");
  }

  private static byte[] with(String path) {
    return SAMPLE.zip(3, Profile.FULL, into -> into.text(path.substring(5), "x", "text/csv", "a"));
  }

  private Path write(String name, byte[] zip) throws IOException {
    return Files.write(folder.resolve(name + ".zip"), zip);
  }

  /** ZipOutputStream refuses a name twice, so the second is given one of equal length first. */
  private static byte[] twice(Unpacked bag, String path, byte[] second) throws IOException {
    var other = path.substring(0, path.length() - 1) + "X";
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : bag.files.entrySet()) {
        put(zip, bag.folder + "/" + file.getKey(), file.getValue());
      }
      put(zip, bag.folder + "/" + other, second);
    }
    return new String(bytes.toByteArray(), ISO_8859_1).replace(other, path).getBytes(ISO_8859_1);
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name);
    var crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
