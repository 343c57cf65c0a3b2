-- One queue of alerts for people: those of our own scoring and those that triage let through.
alter table alert alter column transaction_id drop not null;
alter table alert alter column score drop not null;
-- Webhooks are a channel of messages to people and programs; the next start takes over what waits.
insert into notification (notification_key, audience, kind, subject, text, state, attempts,
  created_at, next_attempt_at)
select 'alert:' || alert_id, 'channel:fraud', 'alert_raised', '[' || severity || '] Payment scored',
  reason, 'waiting', 0, raised_at, raised_at
from alert where webhook_state = 'waiting';
update alert set webhook_state = 'none' where webhook_state = 'waiting';
-- A node of an older version still writes these columns during an upgrade.
alter table alert alter column webhook_state set default 'none';
alter table alert alter column webhook_attempts set default 0;
alter table alert alter column webhook_next_at drop not null;
alter table alert add column source varchar(32) default 'decision' not null;
alter table alert add column external_id varchar(200);
alter table alert add column customer_token varchar(32);
alter table alert add column case_id varchar(36);
create index alert_by_time on alert (raised_at);
create index alert_by_case on alert (case_id);
create index alert_by_customer on alert (customer_token, raised_at);

-- Only one batch is triaged at a time: who sees an alert first is then a matter of reading.
create table alert_turn (turn integer not null primary key);
insert into alert_turn (turn) values (1);

-- When an alert was first seen: the window of duplicates runs from there. Small and read by key.
create table alert_dedup (
  canonical_hash char(64) not null primary key,
  alert_hash char(64) not null,
  alert_id varchar(36) not null,
  source varchar(32) not null,
  first_seen_at timestamp(6) with time zone not null
);
create index alert_dedup_by_time on alert_dedup (first_seen_at);

-- What shared a transaction and a key; the key seals what the sources said.
create table alert_batch (
  batch_id varchar(36) not null primary key,
  run_id varchar(36) not null,
  wrapped_key varchar(400),
  triaged_at timestamp(6) with time zone not null
);

-- One row per alert that ever came, duplicates included; what examiners count.
create table alert_triage (
  triage_id bigint generated always as identity primary key,
  alert_id varchar(36) not null,
  alert_hash char(64) not null,
  canonical_hash char(64) not null,
  severity varchar(8) not null check (severity in ('critical', 'high', 'medium', 'low')),
  because varchar(200) not null,
  source varchar(32) not null,
  routed_to varchar(500) not null,
  duplicate varchar(9) check (duplicate in ('exact', 'canonical')),
  created_at timestamp(6) with time zone not null,
  triaged_at timestamp(6) with time zone not null,
  sla_seconds bigint not null,
  batch_id varchar(36) not null references alert_batch (batch_id),
  payload text not null
);
create index alert_triage_by_alert on alert_triage (alert_id);
create index alert_triage_by_severity on alert_triage (severity, created_at);
create index alert_triage_by_time on alert_triage (triaged_at);

-- Each look at a source that found something, failed, or was asked for by the schedule.
create table triage_run (
  run_id varchar(36) not null primary key,
  source varchar(32) not null,
  cause varchar(12) not null check (cause in ('arrival', 'schedule', 'request', 'queue')),
  state varchar(10) not null check (state in ('running', 'completed', 'failed')),
  processed bigint not null,
  duplicates bigint not null,
  failed bigint not null,
  failure varchar(500),
  started_at timestamp(6) with time zone not null,
  finished_at timestamp(6) with time zone
);
create index triage_run_by_source on triage_run (source, state, finished_at);
create index triage_run_by_time on triage_run (started_at);
