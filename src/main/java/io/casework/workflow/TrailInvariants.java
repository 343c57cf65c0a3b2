package io.casework.workflow;

import io.casework.core.BrokenRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What only a room that knows cases and trail can vouch for: both say the same. */
@Configuration(proxyBeanMethods = false)
class TrailInvariants {

  @Bean
  BrokenRows everyChangeOfACaseIsOnRecord() {
    return new BrokenRows(
        "I8a",
        "The trail has one record for each opening, clearing, decision, reopening and erasure of a"
            + " case, and none that did not happen.",
        """
        select c.case_id as broken from case_record c
        left join audit_event e on e.case_id = c.case_id
        where c.received_at >= :since
        group by c.case_id, c.round, c.review_round, c.route, c.outcome, c.erased_at, c.status
        having %s <> 1
          or %s <> c.round - 1
          or %s <> case when c.outcome = 'auto_cleared' then 1 else 0 end
          or %s <> case when c.erased_at is null then 0 else 1 end
          or %s <> (select count(*) from case_resolution r where r.case_id = c.case_id)
        """
            .formatted(
                count("case_opened"),
                count("case_reopened"),
                count("case_auto_cleared"),
                count("case_erased"),
                count("case_resolved")));
  }

  @Bean
  BrokenRows everyRouteIsOnRecord() {
    return new BrokenRows(
        "I3c",
        "A case was routed once in each round, to the route that its record has.",
        """
        select c.case_id as broken from case_record c
        left join audit_event e on e.case_id = c.case_id and e.kind = 'case_routed'
        where c.received_at >= :since
        group by c.case_id, c.round, c.review_round, c.route
        having count(e.seq) < c.review_round or count(e.seq) > c.round
          or sum(case when position('"route":"' || c.route || '"' in e.facts) = 0
            and position('"cut":' in e.facts) = 0 then 1 else 0 end) > 0
        """);
  }

  @Bean
  BrokenRows everyEscalationIsOnRecord() {
    return new BrokenRows(
        "I6d",
        "Each level that a case went up has its record, and each breach that is given as reason"
            + " too.",
        """
        select x.case_id as broken from case_escalation x
        where x.escalated_at >= :since
        group by x.case_id
        having count(*) > (
            select count(*) from audit_event e
            where e.case_id = x.case_id and e.kind = 'case_escalated')
          or sum(case when x.reason = 'sla_breach' then 1 else 0 end) > (
            select count(*) from audit_event e
            where e.case_id = x.case_id and e.kind = 'sla_breached')
        """);
  }

  private static String count(String kind) {
    return "sum(case when e.kind = '%s' then 1 else 0 end)".formatted(kind);
  }
}
