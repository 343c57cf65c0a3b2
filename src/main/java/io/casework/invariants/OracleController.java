package io.casework.invariants;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the oracle says right now. */
@RestController
class OracleController {

  private final Oracle oracle;

  OracleController(Oracle oracle) {
    this.oracle = oracle;
  }

  /** Checks all there is, however old. */
  @GetMapping("/api/v1/ops/invariants")
  Findings invariants(@RequestParam(required = false) @Nullable String id) {
    return oracle.check(Instant.EPOCH, id);
  }
}
