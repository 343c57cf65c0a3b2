package io.casework.audit;

import io.casework.core.BrokenRows;
import io.casework.core.SealedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for, besides {@link LoggedFacts} and {@link ShippedParts}. */
@Configuration(proxyBeanMethods = false)
class AuditInvariants {

  @Bean
  BrokenRows everyFactGetsItsPlace() {
    return new BrokenRows(
        "I8b",
        "No fact waits for its place in the log for long.",
        """
        select 'fact ' || cast(e.seq as varchar) as broken from audit_event e
        where e.seq > (select coalesce(max(highest_event), 0) from audit_head)
          and e.at < :patient
        union all
        select 'fact ' || cast(e.seq as varchar) from audit_gap g
        join audit_event e on e.seq = g.event_seq where e.at < :patient
        """);
  }

  @Bean
  SealedColumns namelessFacts() {
    return new SealedColumns("audit_event", "facts", "reason", "origin");
  }
}
