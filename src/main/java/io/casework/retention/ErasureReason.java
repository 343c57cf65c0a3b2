package io.casework.retention;

import io.casework.core.Refused;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a case is erased; text form in lower case. */
enum ErasureReason {
  DATA_SUBJECT_REQUEST,
  COURT_ORDER,
  OPENED_IN_ERROR,
  RETENTION_EXPIRED;

  /** One that a person may give. */
  static ErasureReason asked(@Nullable String text) {
    return Arrays.stream(values())
        .filter(reason -> reason != RETENTION_EXPIRED && reason.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.field(
                    "/reason_code",
                    "must be one of data_subject_request, court_order, opened_in_error"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
