-- The queue of alerts as people work it.
alter table alert add column resolution varchar(20);
-- Its place: 1 (critical) to 4 (low) while it is unresolved, 9 afterwards. What a node of an older
-- version brings in during an upgrade stands in front: rather seen too early than not at all.
alter table alert add column urgency integer default 1 not null;
update alert set urgency = case
  when status in ('resolved', 'closed') then 9
  when severity = 'CRITICAL' then 1
  when severity = 'HIGH' then 2
  when severity = 'MEDIUM' then 3
  else 4 end;
-- An alert of our own scoring belongs to the case of its payment.
update alert set case_id = transaction_id
where case_id is null and exists (
  select 1 from payment p where p.transaction_id = alert.transaction_id and p.case_id is not null);

-- Each list reads its page off an index, however many alerts there are.
drop index alert_by_status;
drop index alert_by_time;
create index alert_by_urgency on alert (urgency, raised_at, alert_id);
create index alert_by_status on alert (status, urgency, raised_at, alert_id);
create index alert_by_assignee on alert (assignee, urgency, raised_at, alert_id);
create index alert_by_source on alert (source, urgency, raised_at, alert_id);
create index alert_by_time on alert (raised_at desc, alert_id desc);
create index alert_by_external on alert (external_id);
