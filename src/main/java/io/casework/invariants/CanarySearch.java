package io.casework.invariants;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.core.Invariant;
import io.casework.core.SealedColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks for texts that were planted as personal data, wherever personal data must not stand in
 * clear. Reads everything, so there are canaries in tests only.
 */
@Component
class CanarySearch implements Invariant {

  private final List<SealedColumns> tables;
  private final JdbcClient jdbc;
  private final InvariantProperties properties;

  CanarySearch(List<SealedColumns> tables, JdbcClient jdbc, InvariantProperties properties) {
    this.tables = tables;
    this.jdbc = jdbc;
    this.properties = properties;
  }

  @Override
  public String id() {
    return "I11";
  }

  @Override
  public String promise() {
    return "Nothing personal stands in clear: of %d planted texts none is found."
        .formatted(properties.canaries().size());
  }

  @Override
  public Breaches check(int examples) {
    var places = new ArrayList<String>();
    for (int number = 0; number < properties.canaries().size(); number++) {
      var canary = properties.canaries().get(number);
      // Its place in the list, never the text.
      var name = "canary " + (number + 1);
      tables.forEach(table -> search(table, canary, name, places));
      properties.canaryFiles().forEach(file -> search(file, canary, name, places));
    }
    return new Breaches(places.size(), places.stream().limit(examples).toList());
  }

  private void search(SealedColumns table, String canary, String name, List<String> places) {
    for (var column : table.columns()) {
      var found =
          jdbc.sql(
                  "select count(*) from %s where position(:canary in %s) > 0"
                      .formatted(table.table(), column))
              .param("canary", canary)
              .query(Long.class)
              .single();
      if (found > 0) {
        places.add("%s in %s.%s, rows: %d".formatted(name, table.table(), column, found));
      }
    }
  }

  private static void search(Path start, String canary, String name, List<String> places) {
    if (!Files.exists(start)) {
      return;
    }
    try (var files = Files.walk(start)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), UTF_8).contains(canary)) {
          places.add("%s in %s".formatted(name, file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
