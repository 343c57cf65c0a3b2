package io.casework.workflow;

import io.casework.core.BrokenRows;
import io.casework.core.SealedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for: the engine and the cases agree. */
@Configuration(proxyBeanMethods = false)
class EngineInvariants {

  /** A live process of the case {@code c}, by the key of its definition. */
  private static final String LIVE =
      """
      exists (select 1 from act_ru_execution p join act_re_procdef d on d.id_ = p.proc_def_id_
        where p.business_key_ = c.case_id and d.key_ = '%s')
      """;

  @Bean
  BrokenRows nothingAcceptedIsStranded() {
    return new BrokenRows(
        "I1c",
        "Every case that is not routed yet has a process that works on it, or an incident.",
        """
        select c.case_id as broken from case_record c
        where c.status = 'open' and c.route is null and not %s
        """
            .formatted(LIVE.formatted(CaseProcess.INTAKE)));
  }

  @Bean
  BrokenRows nothingRoutedIsStranded() {
    return new BrokenRows(
        "I1d",
        "Every routed case comes into review.",
        """
        select c.case_id as broken from case_record c
        where c.status = 'open' and c.route is not null and c.review_round < c.round
          and c.clock_started_at < :patient and not exists (
            select 1 from act_hi_procinst h
            where h.business_key_ = c.case_id and h.proc_def_key_ = 'case-intake'
              and (h.end_time_ is null or h.end_time_ >= :patient_local))
        """);
  }

  @Bean
  BrokenRows noCaseIsTakenInTwice() {
    return new BrokenRows(
        "I2b",
        "No case is taken in by two processes.",
        """
        select p.business_key_ as broken from act_ru_execution p
        join act_re_procdef d on d.id_ = p.proc_def_id_
        where p.business_key_ is not null and d.key_ = 'case-intake'
        group by p.business_key_ having count(*) > 1
        """);
  }

  @Bean
  BrokenRows aRouteIsReviewedOncePerRound() {
    return new BrokenRows(
        "I3a",
        "Each round of a case has one review at most, and a case has as many as it had rounds.",
        """
        select c.case_id as broken from case_record c
        where c.received_at >= :since and c.review_round > 0 and c.review_round < (
            select count(*) from act_hi_procinst h
            where h.business_key_ = c.case_id and h.proc_def_key_ = 'case-review')
        union all
        select c.case_id from case_record c where c.received_at >= :since
          and (c.review_round > c.round or c.review_round > 0 and c.route is null)
        """);
  }

  @Bean
  BrokenRows aReviewHasTheRouteOfItsCase() {
    return new BrokenRows(
        "I3b",
        "A case is reviewed under the route, and in the round, that its record has.",
        """
        select c.case_id as broken from case_record c
        where c.status in ('open', 'in_review', 'awaiting_customer', 'escalated')
          and c.review_round = c.round and not exists (
            select 1 from act_ru_execution p
            join act_ru_variable r on r.execution_id_ = p.id_ and r.name_ = 'route'
            join act_ru_variable n on n.execution_id_ = p.id_ and n.name_ = 'round'
            where p.business_key_ = c.case_id and p.parent_id_ is null
              and r.text_ = c.route and n.long_ = c.round)
        """);
  }

  /** With coalesce, no database comes to look for the task by its assignee, who has many. */
  @Bean
  BrokenRows anOpenCaseHasOneWorkItem() {
    return new BrokenRows(
        "I4a",
        "A case in review has one work item, of the person that its record names.",
        """
        select c.case_id as broken from case_record c
        where c.status in ('open', 'in_review', 'awaiting_customer', 'escalated')
          and c.review_round = c.round and 1 <> (
            select count(*) from act_ru_execution p join act_ru_task t on t.proc_inst_id_ = p.id_
            where p.business_key_ = c.case_id and t.task_def_key_ = 'reviewCase'
              and coalesce(t.assignee_, '') = coalesce(c.assignee, ''))
        """);
  }

  @Bean
  BrokenRows aClosedCaseHasNoWorkItem() {
    return new BrokenRows(
        "I4b",
        "No work item is of a case that is closed, not in review, or not there.",
        """
        select coalesce(p.business_key_, t.id_) as broken from act_ru_task t
        join act_ru_execution p on p.id_ = t.proc_inst_id_
        left join case_record c on c.case_id = p.business_key_
        where t.task_def_key_ = 'reviewCase'
          and (c.case_id is null or c.status = 'closed' or c.review_round <> c.round)
        """);
  }

  @Bean
  BrokenRows everyLabelIsOnItsWay() {
    return new BrokenRows(
        "I5d",
        "Every label that is not sent has a process that sends it, or an incident.",
        """
        select l.feedback_id as broken from label l join case_record c on c.case_id = l.case_id
        where l.decided_at >= :since and l.sent_at is null and not %s and not %s
        """
            .formatted(LIVE.formatted(CaseProcess.INTAKE), LIVE.formatted(CaseProcess.REVIEW)));
  }

  @Bean
  BrokenRows everyDecidedCaseHasItsBundle() {
    return new BrokenRows(
        "I9d",
        "Every case that was decided, and whose process is over, has its bundle.",
        """
        select c.case_id as broken from case_record c
        where c.status = 'closed' and c.outcome <> 'auto_cleared' and c.received_at >= :since
          and not exists (
            select 1 from case_bundle b where b.case_id = c.case_id and b.reason = 'closing')
          and not %s
        """
            .formatted(LIVE.formatted(CaseProcess.REVIEW)));
  }

  @Bean
  BrokenRows noJobIsGivenUpSilently() {
    return new BrokenRows(
        "I12a",
        "Every step that is not tried any more has an incident.",
        """
        select coalesce(j.process_def_key_, j.handler_type_) || ' ' || j.id_ as broken
        from act_ru_job j where j.retries_ <= 0 and not exists (
          select 1 from act_ru_incident i where i.configuration_ = j.id_)
        """);
  }

  @Bean
  BrokenRows noJobWaitsForLong() {
    return new BrokenRows(
        "I12b",
        "No step that is due waits for long.",
        """
        select coalesce(j.process_def_key_, j.handler_type_) || ' ' || j.id_ as broken
        from act_ru_job j where j.duedate_ < :patient_local and j.retries_ > 0
          and j.suspension_state_ = 1
          and (j.lock_exp_time_ is null or j.lock_exp_time_ < :settled_local)
        """);
  }

  @Bean
  BrokenRows everyActionIsOnItsWay() {
    return new BrokenRows(
        "I12d",
        "Every protective action that is not done has a process that tries it, or an incident.",
        """
        select a.action_key as broken from protective_action a
        where a.requested_at >= :since and a.done_at is null and not exists (
          select 1 from act_ru_execution p join act_re_procdef d on d.id_ = p.proc_def_id_
          where p.business_key_ = coalesce(a.case_id, a.action_key)
            and d.key_ = 'protective-action')
        """);
  }

  @Bean
  BrokenRows aWorkItemIsInTheQueueOfItsCase() {
    return new BrokenRows(
        "I13a",
        "A work item is offered to the queue of its case, and to nobody else.",
        """
        select c.case_id as broken from act_ru_task t
        join act_ru_execution p on p.id_ = t.proc_inst_id_
        join case_record c on c.case_id = p.business_key_
        left join act_ru_identitylink k on k.task_id_ = t.id_ and k.type_ = 'candidate'
        where t.task_def_key_ = 'reviewCase' and k.group_id_ is distinct from c.queue_group
        union all
        select c.case_id from act_ru_authorization a join act_ru_task t on t.id_ = a.resource_id_
        join act_ru_execution p on p.id_ = t.proc_inst_id_
        join case_record c on c.case_id = p.business_key_
        where a.resource_type_ = 7 and a.group_id_ is not null
          and t.task_def_key_ = 'reviewCase' and a.group_id_ <> c.queue_group
        """);
  }

  @Bean
  SealedColumns namelessVariables() {
    return new SealedColumns("act_ru_variable", "text_", "text2_");
  }

  @Bean
  SealedColumns namelessPastVariables() {
    return new SealedColumns("act_hi_varinst", "text_", "text2_");
  }

  @Bean
  SealedColumns namelessJobs() {
    return new SealedColumns("act_ru_job", "exception_msg_", "handler_cfg_");
  }

  @Bean
  SealedColumns namelessPastJobs() {
    return new SealedColumns("act_hi_job_log", "job_exception_msg_");
  }

  @Bean
  SealedColumns namelessIncidents() {
    return new SealedColumns("act_ru_incident", "incident_msg_", "annotation_");
  }

  @Bean
  SealedColumns namelessPastIncidents() {
    return new SealedColumns("act_hi_incident", "incident_msg_", "annotation_");
  }

  @Bean
  SealedColumns namelessTasks() {
    return new SealedColumns("act_hi_taskinst", "name_", "description_", "delete_reason_");
  }

  @Bean
  SealedColumns namelessOperations() {
    return new SealedColumns("act_hi_op_log", "org_value_", "new_value_", "annotation_");
  }
}
