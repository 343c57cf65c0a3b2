package io.casework.cases;

import io.casework.core.BrokenRows;
import io.casework.core.SealedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for. */
@Configuration(proxyBeanMethods = false)
class CaseInvariants {

  @Bean
  BrokenRows resolutionsAreNumbered() {
    return new BrokenRows(
        "I5c",
        "Every round of review ends in one resolution, and they are numbered.",
        """
        select c.case_id as broken from case_record c
        where c.received_at >= :since and (c.outcome is null or c.outcome <> 'auto_cleared')
          and (select count(*) from case_resolution r where r.case_id = c.case_id)
            <> case when c.status = 'closed' then c.round else c.round - 1 end
        union all
        select r.case_id from case_resolution r
        where r.decided_at >= :since and r.number > 1 and not exists (
          select 1 from case_resolution before
          where before.case_id = r.case_id and before.number = r.number - 1)
        """);
  }

  @Bean
  BrokenRows breachesWentUp() {
    return new BrokenRows(
        "I6a",
        "A case whose time ran out has gone up in that round, and its level is the highest it"
            + " reached.",
        """
        select c.case_id as broken from case_record c
        where c.status in ('open', 'in_review', 'awaiting_customer', 'escalated')
          and (c.breached_at is not null and c.escalation_level = 0
            or c.escalation_level <> (
              select coalesce(max(e.level), 0) from case_escalation e
              where e.case_id = c.case_id and e.round = c.round))
        """);
  }

  /** A timer has whole milliseconds, and clocks of two nodes may differ a little. */
  @Bean
  BrokenRows nothingWentUpBeforeItsTime() {
    return new BrokenRows(
        "I6b",
        "No case goes up for a breach before it is due.",
        """
        select e.case_id || ' round ' || cast(e.round as varchar) || ' level '
          || cast(e.level as varchar) as broken
        from case_escalation e
        where e.escalated_at >= :since and e.reason = 'sla_breach'
          and (e.due_at is null or e.escalated_at + interval '5' second < e.due_at)
        """);
  }

  @Bean
  BrokenRows nothingIsOverdueForLong() {
    return new BrokenRows(
        "I6c",
        "No case in review is past its due time without having gone up.",
        """
        select c.case_id as broken from case_record c
        where c.status in ('open', 'in_review', 'escalated') and c.due_at < :overdue
          and c.paused_at is null and c.review_round = c.round
        """);
  }

  @Bean
  SealedColumns sealedEvents() {
    return new SealedColumns("case_document", "body", "findings");
  }

  @Bean
  SealedColumns sealedNotes() {
    return new SealedColumns("case_note", "text");
  }

  @Bean
  SealedColumns sealedNoteVersions() {
    return new SealedColumns("case_note_version", "text");
  }

  @Bean
  SealedColumns sealedResolutions() {
    return new SealedColumns("case_resolution", "note");
  }

  @Bean
  SealedColumns sealedSnapshots() {
    return new SealedColumns("case_snapshot", "content");
  }

  @Bean
  SealedColumns tokensOfCustomers() {
    return new SealedColumns("case_record", "user_id", "flags");
  }
}
