package io.casework.console;

import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Route;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What one person may see: the queues of their groups, and whatever is assigned to them.
 *
 * @param user the person
 * @param groups the person's groups
 */
record Desk(String user, Set<String> groups) {

  private static final Set<String> EVERY_QUEUE =
      Set.of("senior-analysts", "fraud-leads", "quality", "auditors", "camunda-admin");

  /** Those who work cases see everything of a case they may see; those who check see it masked. */
  static final Set<String> UNMASKED =
      Set.of("analysts", "kyc-analysts", "merchant-analysts", "senior-analysts", "fraud-leads");

  static Desk of(Authentication who) {
    return new Desk(
        who.getName(),
        who.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .map(role -> role.replaceFirst("^ROLE_", ""))
            .collect(Collectors.toUnmodifiableSet()));
  }

  Set<Route> routes() {
    var routes = EnumSet.noneOf(Route.class);
    if (groups.stream().anyMatch(EVERY_QUEUE::contains)) {
      routes.addAll(EnumSet.allOf(Route.class));
    }
    if (groups.contains("analysts")) {
      routes.add(Route.HIGH_RISK);
      routes.add(Route.MEDIUM_RISK);
    }
    if (groups.contains("kyc-analysts")) {
      routes.add(Route.KYC_REVIEW);
    }
    if (groups.contains("merchant-analysts")) {
      routes.add(Route.MERCHANT_ESCALATION);
    }
    return routes;
  }

  boolean masked() {
    return groups.stream().noneMatch(UNMASKED::contains);
  }

  /** The case, if this person may see it; otherwise it does not exist for them. */
  CaseRecord open(Cases cases, CaseId caseId) {
    var record = cases.get(caseId);
    if (sees(record)) {
      return record;
    }
    throw new HiddenCase(caseId, this);
  }

  boolean sees(CaseRecord record) {
    var mine = user.equals(record.assignee());
    var everything = routes().size() == Route.values().length;
    return mine || everything || record.route() != null && routes().contains(record.route());
  }
}
