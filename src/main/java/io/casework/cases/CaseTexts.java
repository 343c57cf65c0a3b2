package io.casework.cases;

import io.casework.core.CaseId;
import io.casework.vault.CaseKey;
import io.casework.vault.CaseKeys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the personal texts of one case; each is sealed for the one place where it lies. */
record CaseTexts(Optional<CaseKey> key) {

  static final String BODY = "body";
  static final String FINDINGS = "findings";

  /** What a text says after the erasure of its case. */
  static final String ERASED = "erased";

  static CaseTexts of(CaseId caseId, CaseKeys keys) {
    return new CaseTexts(keys.find(caseId));
  }

  static String note(String noteId) {
    return "note/" + noteId;
  }

  static String resolution(Object number) {
    return "resolution/" + number;
  }

  static String snapshot(Object version) {
    return "snapshot/" + version;
  }

  /** What lies in clear was written by an older version, or by the erasure. */
  String open(String place, String stored) {
    if (!CaseKey.sealed(stored)) {
      return stored;
    }
    return key.map(found -> found.open(place, stored)).orElse(ERASED);
  }

  @Nullable String openNullable(String place, @Nullable String stored) {
    return stored == null ? null : open(place, stored);
  }
}
