package io.casework.alerts;

import io.casework.core.BrokenRows;
import io.casework.core.SealedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for. */
@Configuration(proxyBeanMethods = false)
class AlertInvariants {

  /** What was closed without review was looked at by nobody: its alert stays with people. */
  @Bean
  BrokenRows noAlertStaysOpenBehindADecidedCase() {
    return new BrokenRows(
        "I14a",
        "Whoever decides a case has dealt with its alerts: none stays unresolved.",
        """
        select a.alert_id as broken from alert a join case_record c on c.case_id = a.case_id
        where a.status in ('open', 'acknowledged') and c.status = 'closed'
          and c.outcome <> 'auto_cleared'
        """);
  }

  @Bean
  BrokenRows everyTriagedAlertHasItsRow() {
    return new BrokenRows(
        "I14b",
        "Every triaged alert has one first row in the log of triage, and every first row an alert.",
        """
        select a.alert_id as broken from alert a
        where a.source <> 'decision' and a.raised_at >= :since
          and (select count(*) from alert_triage t
            where t.alert_id = a.alert_id and t.duplicate is null) <> 1
        union all
        select t.alert_id from alert_triage t
        where t.triaged_at >= :since and t.duplicate is null
          and not exists (select 1 from alert a where a.alert_id = t.alert_id)
        """);
  }

  @Bean
  BrokenRows whatBecameACaseHasIt() {
    return new BrokenRows(
        "I14c",
        "The case that an alert became is there.",
        """
        select a.alert_id as broken from alert a
        where a.case_id is not null and a.changed_at >= :since and a.changed_at < :patient
          and not exists (select 1 from case_record c where c.case_id = a.case_id)
        """);
  }

  @Bean
  SealedColumns sealedAlerts() {
    return new SealedColumns("alert_triage", "payload");
  }

  @Bean
  SealedColumns tokensOfAlertedCustomers() {
    return new SealedColumns("alert", "customer_token");
  }
}
