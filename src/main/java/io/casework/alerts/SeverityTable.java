package io.casework.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how severe alerts are: the table {@code alert-severity}, which fraud leads edit. */
public interface SeverityTable {

  /** A verdict for each, in their order, all by the same version of the table. */
  List<Verdict> judge(List<Facts> alerts);

  /**
   * What the table looks at.
   *
   * @param policy {@code highest} or {@code hint-first}
   * @param hint severity in small letters
   * @param subject words in small letters with a space before and after each
   * @param body likewise
   * @param riskScore 0 to 100; 0 when the source gave none
   * @param amount 0 when there is none
   */
  record Facts(
      String policy,
      @Nullable String hint,
      String subject,
      String body,
      double riskScore,
      double amount,
      @Nullable String country) {}

  /** Severity and what spoke for it, without the alert's own words. */
  record Verdict(Severity severity, String because) {}
}
