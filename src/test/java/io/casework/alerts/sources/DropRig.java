package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A drop folder, and hands that put files there. */
final class DropRig {

  static final String HEADER =
      "txn_id,customer_id,amount,currency,country,txn_type,risk_score,created_at\n";

  final Path folder;
  final FileLedger ledger;
  Duration settle = Duration.ZERO;
  SourceProperties.Csv csv = csv(',');
  private final SourceRig rig;

  DropRig(SourceRig rig, Path folder) {
    this.rig = rig;
    this.folder = folder;
    this.ledger = new FileLedger(rig.jdbc, rig.clock);
  }

  static SourceProperties.Csv csv(char delimiter) {
    return new SourceProperties.Csv(
        delimiter, List.of(HEADER.strip().split(",")), BigDecimal.valueOf(80));
  }

  DropFolder started() {
    return new DropFolder(
        new SourceProperties.Drop(folder, Duration.ofSeconds(2), settle, Duration.ofDays(30)),
        new FileDesk(new DropPlaces(folder), ledger, rig.json, rig.clock),
        Map.of("csv", new CsvFormat(csv), "json", new MailFormat()));
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  Path csv(String name, int from, int to) throws IOException {
    return file(
        name,
        HEADER
            + IntStream.range(from, to)
                .mapToObj(number -> row("A-" + number))
                .collect(Collectors.joining()));
  }

  static String row(String id) {
    return id + ",C-1,10.50,ZAR,ZA,wire,50,2026-11-20T09:00:00Z\n";
  }

  void shipped(String name) throws IOException {
    try (var from = DropRig.class.getResourceAsStream("/triage/" + name)) {
      Files.copy(from, folder.resolve(name));
    }
  }

  List<String> names(String part) throws IOException {
    try (var files = Files.list(folder.resolve(part))) {
      return files.map(DropPlaces::name).sorted().toList();
    }
  }

  /** What waits: the names of files, not of the parts. */
  List<String> waiting() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> !Files.isDirectory(file)).map(DropPlaces::name).sorted().toList();
    }
  }

  JsonNode report() throws IOException {
    var reports = names("refused").stream().filter(name -> name.endsWith(".report.json")).toList();
    assertThat(reports).hasSize(1);
    return rig.json.readTree(folder.resolve("refused").resolve(reports.get(0)).toFile());
  }

  /** A file of this content is set aside for this reason. */
  void refuses(String name, String content, String rule) throws IOException {
    refuses(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8), rule);
  }

  void refuses(String name, byte[] content, String rule) throws IOException {
    Files.write(folder.resolve(name), content);
    rig.taker.failures.clear();
    started().collect(false, rig.taker);
    assertThat(rig.taker.failures).as(name).singleElement().asString().contains(name, rule);
    assertThat(names("refused")).anyMatch(file -> file.endsWith("-" + name));
    assertThat(names("refused")).anyMatch(file -> file.endsWith("-" + name + ".report.json"));
  }
}
