package io.casework.workflow;

import io.casework.audit.AuditTrail;
import io.casework.audit.AuditTrail.Entry;
import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.workflow.DeployedModels.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Which decision tables decided about a case: what was asked, which rows matched, and the tables.
 */
@Component
class TableEvidence implements EvidenceSource {

  /** Under this name facts tell which tables were asked. */
  private static final String TABLES = "tables";

  private static final Set<String> DECIDED_BY_TABLES =
      Set.of("case_routed", "case_auto_cleared", "case_escalated");

  private final AuditTrail audit;
  private final DeployedModels models;
  private final Unrestricted engine;

  TableEvidence(AuditTrail audit, DeployedModels models, Unrestricted engine) {
    this.audit = audit;
    this.models = models;
    this.engine = engine;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var entries = audit.of(caseId);
    var evaluations = entries.stream().flatMap(entry -> evaluations(entry).stream()).toList();
    if (evaluations.isEmpty()) {
      into.missing(
          "decisions/evaluations.jsonl", "no audit record of this case names rows that matched");
    } else {
      into.lines(
          "decisions/evaluations.jsonl",
          "what decision tables were asked and which rows matched",
          evaluations);
    }
    engine.run(() -> tables(entries, evaluations, into));
  }

  private void tables(List<Entry> entries, List<Map<String, Object>> evaluations, Evidence into) {
    var all = models.tables();
    var wanted = new TreeMap<String, Set<Integer>>();
    entries.stream()
        .filter(entry -> DECIDED_BY_TABLES.contains(entry.kind()))
        .forEach(entry -> inForce(all, entry).forEach((key, version) -> add(wanted, key, version)));
    evaluations.forEach(
        each -> {
          if (each.get("version") instanceof Number version) {
            add(wanted, String.valueOf(each.get("table")), version.intValue());
          }
        });
    wanted.forEach((key, versions) -> versions.forEach(version -> table(key, version, into)));
  }

  private void table(String key, int version, Evidence into) {
    var path = "decisions/%s-v%d.dmn".formatted(key, version);
    models
        .table(key, version)
        .ifPresentOrElse(
            xml -> into.text(path, "decision table as deployed", "application/xml", xml),
            () -> into.missing(path, "this version is no longer deployed"));
  }

  /** The versions that counted when a record was written; of each table the latest before. */
  private static Map<String, Integer> inForce(List<Table> all, Entry entry) {
    var latest = new TreeMap<String, Integer>();
    all.stream()
        .filter(table -> !table.since().isAfter(entry.at()))
        .forEach(table -> latest.put(table.key(), table.version()));
    return latest;
  }

  private static void add(Map<String, Set<Integer>> wanted, String key, int version) {
    wanted.computeIfAbsent(key, any -> new TreeSet<>()).add(version);
  }

  private static List<Map<String, Object>> evaluations(Entry entry) {
    var lines = new ArrayList<Map<String, Object>>();
    if (entry.facts().get(TABLES) instanceof Map<?, ?> tables) {
      tables.forEach(
          (table, said) -> {
            var line = new LinkedHashMap<String, Object>();
            line.put("seq", entry.seq());
            line.put("at", entry.at());
            line.put("decided", entry.kind());
            line.put("table", table);
            if (said instanceof Map<?, ?> detail) {
              detail.forEach((name, value) -> line.put(String.valueOf(name), value));
            }
            lines.add(line);
          });
    }
    return lines;
  }
}
