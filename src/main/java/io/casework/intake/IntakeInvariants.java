package io.casework.intake;

import io.casework.core.BrokenRows;
import io.casework.core.SealedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for. */
@Configuration(proxyBeanMethods = false)
class IntakeInvariants {

  @Bean
  BrokenRows everyAcceptedEventHasItsCase() {
    return new BrokenRows(
        "I1a",
        "Every accepted event has its case.",
        """
        select i.event_id as broken from inbox i
        where i.received_at >= :since
          and not exists (select 1 from case_record c where c.case_id = i.case_id)
        """);
  }

  @Bean
  BrokenRows everyCaseHasItsEvent() {
    return new BrokenRows(
        "I1b",
        "Every case has the event that opened it.",
        """
        select c.case_id as broken from case_record c
        where c.received_at >= :since
          and (not exists (select 1 from inbox i where i.event_id = c.event_id)
            or not exists (select 1 from case_document d where d.case_id = c.case_id))
        """);
  }

  /** The inbox names one case per event: a second of the same event is not the one it names. */
  @Bean
  BrokenRows everyEventHasOneCase() {
    return new BrokenRows(
        "I2a",
        "No event has two cases.",
        """
        select c.case_id as broken from case_record c join inbox i on i.event_id = c.event_id
        where c.received_at >= :since and i.case_id <> c.case_id
        """);
  }

  @Bean
  SealedColumns sealedSamples() {
    return new SealedColumns("dead_letter", "sample", "description");
  }
}
