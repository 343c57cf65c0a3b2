package io.casework.bundle;

import static io.casework.bundle.Wording.moment;
import static io.casework.bundle.Wording.text;
import static io.casework.bundle.Wording.words;

import com.fasterxml.jackson.databind.JsonNode;

/** What happened, in plain words. */
final class Sentence {

  private Sentence() {}

  static String of(JsonNode document) {
    var event = document.path("event");
    var paid = event.path("transaction");
    var merchant = text(paid.path("merchant"));
    return "A payment of %s %s%s, made on %s, got the risk score %s (model %s). %s"
        .formatted(
            text(paid.path("currency")),
            text(paid.path("amount")),
            merchant.isEmpty() ? "" : " to " + merchant,
            moment(event.path("timestamp")),
            text(event.path("risk").path("score")),
            text(event.path("risk").path("model_version")),
            ending(document));
  }

  private static String ending(JsonNode document) {
    var resolutions = document.path("resolutions");
    var record = document.path("record");
    var status = text(record.path("status"));
    if (!status.equals("closed")) {
      return "When this bundle was made the case was %s, and nobody had decided%s."
          .formatted(words(status), resolutions.isEmpty() ? "" : " anew since it was reopened");
    }
    if (resolutions.isEmpty()) {
      return "It was cleared without review on %s.".formatted(moment(record.path("closed_at")));
    }
    var last = resolutions.get(resolutions.size() - 1);
    var first = resolutions.get(0);
    var before =
        first == last
            ? ""
            : "%s first decided “%s” on %s; the case was reopened. "
                .formatted(
                    text(first.path("decided_by")),
                    words(text(first.path("decision"))),
                    moment(first.path("decided_at")));
    return before
        + "%s decided “%s” on %s, because of %s."
            .formatted(
                text(last.path("decided_by")),
                words(text(last.path("decision"))),
                moment(last.path("decided_at")),
                words(text(last.path("reason_code"))));
  }
}
