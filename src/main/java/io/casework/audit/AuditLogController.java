package io.casework.audit;

import io.casework.core.Refused;
import io.casework.vault.Signer;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an auditor takes away to check the log without us. */
@RestController
class AuditLogController {

  private final SealedLog log;
  private final Signer signer;

  AuditLogController(SealedLog log, Signer signer) {
    this.log = log;
    this.signer = signer;
  }

  /** A signed statement about all that is recorded now; keep it elsewhere. */
  @GetMapping(path = "/api/v1/audit/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
  String checkpoint() {
    return log.checkpoint().note();
  }

  @GetMapping(path = "/api/v1/audit/public-key", produces = MediaType.TEXT_PLAIN_VALUE)
  String publicKey() {
    return signer.publicKey();
  }

  /** A record's exact bytes; its hash stands in the proof's tree. */
  @GetMapping(path = "/api/v1/audit/records/{seq}", produces = "application/x-ndjson")
  byte[] record(@PathVariable long seq) {
    return proven(seq).line();
  }

  /** That a record is in the log, as C2SP tlog-proof. */
  @GetMapping(path = "/api/v1/audit/records/{seq}/proof", produces = MediaType.TEXT_PLAIN_VALUE)
  String proof(@PathVariable long seq) {
    return proven(seq).proof();
  }

  private AuditLog.ProvenLine proven(long seq) {
    return log.record(seq, log.checkpoint())
        .orElseThrow(() -> Refused.missing("record " + seq + " of the log"));
  }
}
