package io.casework.bundle;

import io.casework.core.BrokenRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for, besides {@link ArchivedBundles}. */
@Configuration(proxyBeanMethods = false)
class BundleInvariants {

  @Bean
  BrokenRows versionsOfBundlesFollowEachOther() {
    return new BrokenRows(
        "I9a",
        "The bundles of a case are numbered without gaps, and a sealed one has its sums.",
        """
        select b.case_id || ' v' || cast(b.version as varchar) as broken from case_bundle b
        where b.requested_at >= :since
          and (b.version > 1 and not exists (
              select 1 from case_bundle before
              where before.case_id = b.case_id and before.version = b.version - 1)
            or b.state = 'sealed' and (b.made_at is null or b.redacted_sha256 is null))
        """);
  }

  @Bean
  BrokenRows noBundleIsForgotten() {
    return new BrokenRows(
        "I9b",
        "No bundle waits beyond the time of its next attempt.",
        """
        select b.case_id || ' v' || cast(b.version as varchar) as broken from case_bundle b
        where b.state = 'due' and b.next_attempt_at < :patient
        """);
  }
}
