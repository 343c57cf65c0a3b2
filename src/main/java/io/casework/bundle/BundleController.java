package io.casework.bundle;

import io.casework.bundle.Bundles.Version;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.vault.CaseKeys;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bundles over HTTP; asking for one and taking one away are facts. */
@RestController
@RequestMapping("/api/v1/cases/{id}")
class BundleController {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final JdbcBundles bundles;
  private final Shelf shelf;
  private final Cases cases;
  private final CaseKeys keys;
  private final ApplicationEventPublisher facts;
  private final BundleProperties properties;
  private final TransactionTemplate transaction;

  BundleController(
      JdbcBundles bundles,
      Shelf shelf,
      Cases cases,
      CaseKeys keys,
      ApplicationEventPublisher facts,
      BundleProperties properties,
      PlatformTransactionManager transactions) {
    this.bundles = bundles;
    this.shelf = shelf;
    this.cases = cases;
    this.keys = keys;
    this.facts = facts;
    this.properties = properties;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Asks for a new version: 201 when it is sealed in time, else 202; the body tells its state. */
  @PostMapping("/bundle")
  ResponseEntity<Version> request(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reference,
      Authentication who)
      throws InterruptedException {
    if (reference != null && !reference.matches("[A-Za-z0-9._/-]{1,64}")) {
      throw Refused.field("reference", "must match [A-Za-z0-9._/-]{1,64}");
    }
    var caseId = new CaseId(id);
    var version =
        Objects.requireNonNull(
            transaction.execute(
                status -> bundles.enter(caseId, "request", reference, who.getName())));
    var made = await(caseId, version);
    return ResponseEntity.status(made.sealed() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
        .location(URI.create("/api/v1/cases/%s/bundles/%d".formatted(caseId, version)))
        .body(made);
  }

  private Version await(CaseId caseId, int version) throws InterruptedException {
    var until = System.nanoTime() + properties.patience().toNanos();
    while (true) {
      var found = bundles.find(caseId, version).orElseThrow();
      if (!found.state().equals("due") || System.nanoTime() >= until) {
        return found;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  @GetMapping("/bundles")
  List<Version> list(@PathVariable String id) {
    return bundles.list(new CaseId(id));
  }

  /** The zip; 410 for a full one after the case's personal data were erased. */
  @GetMapping("/bundles/{version}")
  ResponseEntity<?> download(
      @PathVariable String id,
      @PathVariable int version,
      @RequestParam(defaultValue = "redacted") String profile,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
      Authentication who)
      throws IOException {
    var caseId = new CaseId(id);
    var wanted = Profile.of(profile);
    var record = cases.get(caseId);
    var bundle =
        bundles
            .find(caseId, version)
            .filter(Version::sealed)
            .orElseThrow(() -> Refused.missing("bundle %d".formatted(version)));
    var zip = shelf.zip(caseId, version, wanted);
    var full = wanted == Profile.FULL;
    var sha256 = full ? bundle.fullSha256() : bundle.redactedSha256();
    var bytes = full ? bundle.fullBytes() : bundle.redactedBytes();
    if (zip.isEmpty() || sha256 == null || bytes == null) {
      return gone(caseId);
    }
    var tag = "\"" + sha256 + "\"";
    if (tag.equals(known)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    transaction.executeWithoutResult(
        status ->
            facts.publishEvent(
                new BundleFact(
                    "bundle_downloaded",
                    caseId,
                    record.correlationId(),
                    who.getName(),
                    Map.of("version", version, "profile", wanted.toString()))));
    return ResponseEntity.ok()
        .eTag(tag)
        .contentType(MediaType.parseMediaType("application/zip"))
        .contentLength(bytes)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(Label.name(caseId.value(), version, wanted) + ".zip")
                .build()
                .toString())
        .body(new InputStreamResource(zip.get()::open));
  }

  private ResponseEntity<ProblemDetail> gone(CaseId caseId) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.GONE,
            "The personal data of this case were erased%s by destroying its key; no full bundle"
                    .formatted(erased(caseId))
                + " can be read any more. The redacted one can.");
    problem.setType(URI.create("urn:casework:problem:erased"));
    return ResponseEntity.status(HttpStatus.GONE)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private String erased(CaseId caseId) {
    return keys.destroyedAt(caseId).map(at -> " on " + at).orElse("");
  }
}
