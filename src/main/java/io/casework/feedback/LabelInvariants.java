package io.casework.feedback;

import io.casework.core.BrokenRows;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for. */
@Configuration(proxyBeanMethods = false)
class LabelInvariants {

  private static final String ANALYSTS = "label_source = 'analyst' and label is not null";

  @Bean
  BrokenRows everyDecisionIsALabel() {
    return new BrokenRows(
        "I5a",
        "Every resolution has its label, which supersedes the one before; every cleared case has"
            + " its assumed one.",
        """
        select r.case_id || ':' || cast(r.number as varchar) as broken from case_resolution r
        left join label l on l.feedback_id = r.case_id || ':' || cast(r.number as varchar)
        where r.decided_at >= :since and (l.feedback_id is null or l.case_id <> r.case_id
          or l.label_source <> 'analyst' or l.decision <> r.decision
          or l.supersedes is distinct from
            case when r.number > 1 then r.case_id || ':' || cast(r.number - 1 as varchar) end)
        union all
        select c.case_id || ':0' from case_record c
        where c.received_at >= :since and c.outcome = 'auto_cleared' and not exists (
          select 1 from label l
          where l.feedback_id = c.case_id || ':0' and l.label_source = 'auto_cleared')
        """);
  }

  @Bean
  BrokenRows everyLabelIsADecision() {
    return new BrokenRows(
        "I5b",
        "Every label of an analyst has its resolution.",
        """
        select l.feedback_id as broken from label l
        where l.decided_at >= :since and l.label_source = 'analyst' and not exists (
          select 1 from case_resolution r
          where r.case_id = l.case_id
            and l.feedback_id = r.case_id || ':' || cast(r.number as varchar))
        """);
  }

  @Bean
  BrokenRows everyCrossingAskedOnce(FeedbackProperties properties) {
    return new BrokenRows(
        "I10",
        "Each time enough labels had come together, retraining was asked for once.",
        """
        select 'trigger ' || cast(t.threshold_number as varchar) as broken
        from retraining_trigger t
        where t.labels > (select count(*) from label where %1$s)
          or t.threshold_number > 1 and not exists (
            select 1 from retraining_trigger before
            where before.threshold_number = t.threshold_number - 1)
        union all
        select 'crossing ' || cast(crossed.number as varchar)
        from (select count(*) / :threshold as number from label
          where %1$s and decided_at < :patient) crossed
        where crossed.number > (
          select coalesce(max(threshold_number), 0) from retraining_trigger)
        """
            .formatted(ANALYSTS),
        Map.of("threshold", properties.labelVolumeThreshold()));
  }
}
