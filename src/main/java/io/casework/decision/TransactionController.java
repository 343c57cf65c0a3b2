package io.casework.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import io.casework.wire.Page;
import io.casework.wire.Paging;
import io.casework.wire.RequestBytes;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP: score one, look at many, ask why. */
@RestController
class TransactionController {

  private final Scoring scoring;
  private final PaymentArchive archive;
  private final Recomputation recomputation;
  private final ApplicationEventPublisher facts;

  TransactionController(
      Scoring scoring,
      PaymentArchive archive,
      Recomputation recomputation,
      ApplicationEventPublisher facts) {
    this.scoring = scoring;
    this.archive = archive;
    this.recomputation = recomputation;
    this.facts = facts;
  }

  /** Scores a payment; a repeat with the same key or external id and body gets the same answer. */
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Answer.class)))
  @PostMapping(
      path = {"/api/v1/transactions", "/api/v1/transactions/"},
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> score(
      HttpServletRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Authentication who)
      throws IOException {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(scoring.score(RequestBytes.of(request, PaymentReader.MAX_BYTES), key, who.getName()));
  }

  @Transactional
  @GetMapping({"/api/v1/transactions", "/api/v1/transactions/"})
  Page<PaymentArchive.Listed> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(name = "sender_id", required = false) @Nullable String sender,
      @RequestParam(name = "risk_level", required = false) @Nullable String level,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size,
      Authentication who) {
    var found = archive.page(status, sender, level, new Paging(page, size));
    read(null, who, Map.of("view", "list", "count", found.items().size()));
    return found;
  }

  @Transactional
  @GetMapping("/api/v1/transactions/{id}")
  PaymentArchive.Listed get(@PathVariable String id, Authentication who) {
    var found = archive.get(id);
    read(id, who, Map.of("view", "payment"));
    return found;
  }

  /** What is shown here names sender and receiver: a record each time. */
  private void read(@Nullable String id, Authentication who, Map<String, Object> what) {
    facts.publishEvent(
        new OperationsEvent(
            "payment_read", id == null ? null : new CaseId(id), who.getName(), what));
  }

  /**
   * The whole breakdown.
   *
   * @param recompute also scores it again with the rules and the model of then
   */
  @Transactional
  @GetMapping("/api/v1/transactions/{id}/score")
  Why why(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean recompute,
      Authentication who) {
    var listed = archive.get(id);
    read(id, who, Map.of("view", "score", "recomputed", recompute));
    var stored = archive.stored(id);
    return new Why(
        listed,
        stored.answer(),
        stored.explanation(),
        recomputation.explain(stored).orElse(null),
        recomputation.unusual(stored),
        stored.featuresetId(),
        stored.modelVersion(),
        stored.rulesetVersion(),
        stored.rules(),
        recompute ? recomputation.again(stored, listed.riskScore()) : null);
  }

  /** A decision and what it rested on. */
  record Why(
      PaymentArchive.Listed transaction,
      JsonNode answer,
      JsonNode explanation,
      Recomputation.@Nullable ModelExplanation model,
      @Nullable Double unusual,
      String featuresetId,
      @Nullable String modelVersion,
      String rulesetVersion,
      Map<String, Integer> rules,
      Recomputation.@Nullable Result recomputed) {}
}
