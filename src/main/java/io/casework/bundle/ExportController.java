package io.casework.bundle;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bundles in bulk over HTTP. */
@RestController
@RequestMapping("/api/v1/exports")
class ExportController {

  /** How many cases will come, for whoever shows progress. */
  private static final String CASES = "Casework-Cases";

  private final Export export;

  ExportController(Export export) {
    this.export = export;
  }

  /**
   * Streams a zip of the cases received in a range; one that ends without {@code SHA256SUMS.sig}
   * broke off.
   *
   * @param from a date, or an instant
   * @param to a date, which is included, or an instant, which is not
   */
  @GetMapping
  void export(
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam(defaultValue = "redacted") String profile,
      Authentication who,
      HttpServletResponse response)
      throws IOException {
    var range = ExportRange.of(from, to);
    var wanted = Profile.of(profile);
    var count = export.begin(range, wanted, who.getName());
    response.setContentType("application/zip");
    response.setHeader(CASES, String.valueOf(count));
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"casework-%s-%s.zip\""
            .formatted(range.from().toString().substring(0, 10), wanted));
    export.write(range, wanted, who.getName(), response.getOutputStream());
  }
}
