package io.casework.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bag in the words of programs: our manifest and RO-Crate 1.1. */
final class BagDescription {

  private BagDescription() {}

  /** {@code manifest.json}, as {@code schemas/manifest.v1.schema.json} has it. */
  static Map<String, Object> manifest(Label label, List<BagFile> payload) {
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("schema", "schemas/manifest.v1.schema.json");
    manifest.put("name", label.name());
    manifest.put("case_id", label.record().caseId().value());
    manifest.put("bundle_version", label.version());
    manifest.put("case_version", label.record().version());
    manifest.put("profile", label.profile().toString());
    manifest.put("reason", label.reason());
    manifest.put("made_at", label.madeAt().toString());
    manifest.put("files", payload.stream().map(BagDescription::file).toList());
    return manifest;
  }

  private static Map<String, Object> file(BagFile file) {
    var described = new LinkedHashMap<String, Object>();
    described.put("path", file.path());
    described.put("bytes", file.bytes());
    described.put("sha256", file.sha256());
    described.put("media_type", file.mediaType());
    described.put("role", file.role());
    described.put("source", file.source());
    described.put("personal", file.personal());
    return described;
  }

  /** {@code ro-crate-metadata.json}: how research archives describe what they take in. */
  static Map<String, Object> crate(Label label, List<BagFile> payload) {
    var graph = new ArrayList<Map<String, Object>>();
    graph.add(
        ordered(
            "@id",
            "ro-crate-metadata.json",
            "@type",
            "CreativeWork",
            "conformsTo",
            Map.of("@id", "https://w3id.org/ro/crate/1.1"),
            "about",
            Map.of("@id", "./")));
    graph.add(
        ordered(
            "@id",
            "./",
            "@type",
            "Dataset",
            "identifier",
            label.name(),
            "name",
            "Evidence of fraud case " + label.record().caseId(),
            "description",
            "Sealed bundle, version %d, profile %s: VERIFY.txt says how to check it, data/README.html what happened."
                .formatted(label.version(), label.profile()),
            "datePublished",
            label.madeAt().toString(),
            "license",
            Map.of("@id", "#confidential"),
            "hasPart",
            payload.stream().map(file -> Map.of("@id", file.path())).toList()));
    graph.add(
        ordered(
            "@id", "#confidential",
            "@type", "CreativeWork",
            "name", "Confidential evidence; no licence is granted."));
    for (var file : payload) {
      graph.add(
          ordered(
              "@id", file.path(),
              "@type", "File",
              "name", file.role(),
              "encodingFormat", file.mediaType(),
              "contentSize", String.valueOf(file.bytes()),
              "sha256", file.sha256()));
    }
    return ordered("@context", "https://w3id.org/ro/crate/1.1/context", "@graph", graph);
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }
}
