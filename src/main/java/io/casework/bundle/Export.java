package io.casework.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.vault.Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The cases of a range in one stream: reconciliation, list, and every case's newest sealed bundle,
 * or one made on the way and not kept.
 */
@Component
class Export {

  private static final Logger log = LoggerFactory.getLogger(Export.class);

  private final ExportedCases list;
  private final Reconciliation reconciliation;
  private final JdbcBundles bundles;
  private final Shelf shelf;
  private final BundleMaker maker;
  private final Cases cases;
  private final Signer signer;
  private final ObjectMapper json;
  private final ApplicationEventPublisher facts;
  private final TransactionTemplate transaction;

  Export(
      ExportedCases list,
      Reconciliation reconciliation,
      JdbcBundles bundles,
      Shelf shelf,
      BundleMaker maker,
      Cases cases,
      Signer signer,
      ObjectMapper json,
      ApplicationEventPublisher facts,
      PlatformTransactionManager transactions) {
    this.list = list;
    this.reconciliation = reconciliation;
    this.bundles = bundles;
    this.shelf = shelf;
    this.maker = maker;
    this.cases = cases;
    this.signer = signer;
    this.json = json;
    this.facts = facts;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Tells the trail that somebody takes so many cases. */
  long begin(ExportRange range, Profile profile, String actor) {
    var count = list.count(range);
    publish(
        new BundleFact(
            "bundles_exported",
            null,
            null,
            actor,
            Map.of(
                "from",
                range.from().toString(),
                "to",
                range.to().toString(),
                "profile",
                profile.toString(),
                "cases",
                count)));
    return count;
  }

  void write(ExportRange range, Profile profile, String actor, OutputStream to) throws IOException {
    var zip = new SummedZip(to);
    var days = reconciliation.days(range);
    zip.file("reconciliation.csv", file -> ExportSheets.days(days, file));
    zip.file("reconciliation.json", file -> file.write(json.writeValueAsBytes(days)));
    zip.file("cases.csv", file -> ExportSheets.cases(list, range, file));
    var failed = new ArrayList<Missing>();
    list.forEach(range, row -> add(new CaseId(row.caseId()), profile, actor, zip, failed));
    zip.file("missing.csv", file -> ExportSheets.missing(failed, file));
    zip.finish(signer);
  }

  // A case that cannot be told is listed as missing; what breaks the stream itself breaks it off.
  private void add(
      CaseId caseId, Profile profile, String actor, SummedZip zip, List<Missing> failed)
      throws IOException {
    Prepared prepared;
    try {
      prepared = prepare(caseId, profile);
    } catch (RuntimeException e) {
      log.error("export: case {}: {}", caseId, Failures.place(e));
      failed.add(new Missing(caseId.value(), "bundle", e.getClass().getSimpleName()));
      return;
    }
    var version = prepared.version();
    var what = new LinkedHashMap<String, Object>();
    what.put("version", version);
    what.put("profile", profile.toString());
    what.put("export", true);
    publish(
        new BundleFact(
            "bundle_downloaded", caseId, cases.get(caseId).correlationId(), actor, what));
    zip.file("bundles/" + prepared.name() + ".zip", prepared.content()::to);
  }

  private Prepared prepare(CaseId caseId, Profile profile) throws IOException {
    var sealed = bundles.newest(caseId);
    if (sealed.isPresent()) {
      var version = sealed.get().version();
      Optional<Content> zip = shelf.zip(caseId, version, profile);
      if (zip.isPresent() && (profile == Profile.REDACTED || sealed.get().fullSha256() != null)) {
        return new Prepared(
            Label.name(caseId.value(), version, profile), version, file -> copy(zip.get(), file));
      }
    }
    var gathered = maker.gather(caseId);
    return new Prepared(
        Label.unkept(caseId.value(), gathered.checkpoint().size(), profile),
        0,
        file -> maker.write(gathered, profile, file));
  }

  private record Prepared(String name, int version, SummedZip.Writing content) {}

  private static void copy(Content content, OutputStream to) throws IOException {
    try (var in = content.open()) {
      in.transferTo(to);
    }
  }

  private void publish(BundleFact fact) {
    transaction.executeWithoutResult(status -> facts.publishEvent(fact));
  }
}
