package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RenderingTests {

  private static final ObjectMapper JSON = new ObjectMapper();
  private final SampleBundle sample = new SampleBundle();

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theSameCaseGivesTheSameBytesWhereverItIsMade(Profile profile) {
    var zone = TimeZone.getDefault();
    var here = sample.zip(2, profile);
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertThat(sample.zip(2, profile)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
    }
    assertThat(sample.zip(3, profile)).isNotEqualTo(here);
  }

  @Test
  @Tag("S2-81")
  void aRedactedBundleHoldsNoPersonalValueAnywhere() {
    var zip = new String(sample.zip(1, Profile.REDACTED), UTF_8);

    assertThat(zip).doesNotContain("u-4711", "ZA-99", "Jane", "holiday photo", "agreed");
    assertThat(zip).contains("analyst-1", "amount_z");
    assertThat(new String(sample.zip(1, Profile.FULL), UTF_8))
        .contains("u-4711", "ZA-99", "Jane", "holiday photo", "agreed");
  }

  @Test
  void theFullBundleOpensEveryCommitmentOfTheRedactedOne() throws Exception {
    var redacted = Unpacked.of(sample.zip(1, Profile.REDACTED));
    var full = Unpacked.of(sample.zip(1, Profile.FULL));
    var commitments = redacted.text("data/withheld.jsonl");

    var openings = full.text("data/openings.jsonl").lines().toList();

    assertThat(openings).hasSize(8).hasSize((int) commitments.lines().count());
    for (var line : openings) {
      var opening = JSON.readTree(line);
      var salted = new ByteArrayOutputStream();
      salted.writeBytes(HexFormat.of().parseHex(opening.path("salt").asText()));
      salted.writeBytes(
          value(full, opening.path("file").asText(), opening.path("pointer").asText()));
      assertThat("sha256:" + Hashes.hex(salted.toByteArray()))
          .isEqualTo(opening.path("commitment").asText());
      assertThat(commitments).contains(opening.path("commitment").asText());
    }
    assertThat(
            JSON.readTree(redacted.text("data/case.json")).at("/record/user_id/withheld").asText())
        .isEqualTo("personal");
    assertThat(redacted.files)
        .doesNotContainKeys("data/openings.jsonl", "data/attachments/0001.bin");
    assertThat(redacted.text("data/attachments/0001.bin.withheld.json"))
        .contains("\"media_type\" : \"image/png\"", "\"bytes\" : 13");
  }

  private static byte[] value(Unpacked full, String file, String pointer) throws Exception {
    if (pointer.isEmpty()) {
      return full.files.get("data/" + file);
    }
    var text = full.text("data/" + file);
    var root = file.endsWith(".jsonl") ? "[" + String.join(",", text.lines().toList()) + "]" : text;
    return CanonicalJson.bytes(JSON.readTree(root).at(pointer));
  }

  @Test
  void aCommitmentOpensWithNothingButTheShell() throws Exception {
    var full = Unpacked.of(sample.zip(1, Profile.FULL));
    var opening =
        JSON.readTree(
            full.text("data/openings.jsonl")
                .lines()
                .filter(line -> line.contains("/record/user_id"))
                .findFirst()
                .orElseThrow());
    var command =
        full.text("VERIFY.txt")
            .lines()
            .filter(line -> line.contains("sha256sum") && line.contains("VALUE"))
            .findFirst()
            .orElseThrow();

    var process =
        new ProcessBuilder(
                "bash",
                "-c",
                "SALT=%s; VALUE='\"u-4711\"'; %s"
                    .formatted(opening.path("salt").asText(), command.strip()))
            .start();

    assertThat("sha256:" + new String(process.getInputStream().readAllBytes(), UTF_8))
        .startsWith(opening.path("commitment").asText());
  }

  @Test
  void versionsShareNoSalt() throws Exception {
    var first = Unpacked.of(sample.zip(1, Profile.REDACTED)).text("data/withheld.jsonl");
    var second = Unpacked.of(sample.zip(2, Profile.REDACTED)).text("data/withheld.jsonl");

    assertThat(first.lines().toList()).doesNotContainAnyElementsOf(second.lines().toList());
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  @Tag("S2-157")
  void withoutTheKeyNothingPersonalIsShownInEitherProfile(Profile profile) throws Exception {
    sample.key = Optional.empty();

    var bundle = Unpacked.of(sample.zip(1, profile));

    assertThat(new String(bundle.zip(), UTF_8))
        .doesNotContain("u-4711", "ZA-99", "Jane", "holiday photo", "agreed");
    assertThat(bundle.text("data/case.json")).contains("\"withheld\" : \"erased\"");
    assertThat(bundle.text("data/withheld.jsonl")).contains("erased").doesNotContain("commitment");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theManifestIsAsItsSchemaSaysAndNamesEveryFileOfThePayload(Profile profile) throws Exception {
    var bundle = Unpacked.of(sample.zip(1, profile));
    var manifest = JSON.readTree(bundle.text("manifest.json"));

    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(bundle.text("schemas/manifest.v1.schema.json"));

    assertThat(schema.validate(manifest)).isEmpty();
    assertThat(manifest.findValuesAsText("path"))
        .containsExactlyElementsOf(
            bundle.files.keySet().stream().filter(path -> path.startsWith("data/")).toList());
    assertThat(
            JSON.readTree(bundle.text("ro-crate-metadata.json"))
                .path("@graph")
                .get(1)
                .path("hasPart"))
        .hasSameSizeAs(manifest.path("files"));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  @Tag("S2-80")
  void thePageRunsNothingAndEscapesWhatPeopleWrote(Profile profile) throws Exception {
    var page = Unpacked.of(sample.zip(1, profile)).text("data/README.html");

    assertThat(page)
        .contains("default-src 'none'", SampleBundle.CASE.value(), sample.signer.keyId())
        .contains("the score came without a model")
        .doesNotContain("<script", "http:", "https:", "src=", "<b>Jane</b>");
    assertThat(page.contains("called &lt;b&gt;Jane&lt;/b&gt;")).isEqualTo(profile == Profile.FULL);
  }
}
