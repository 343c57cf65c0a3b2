-- A message's try is counted and committed before the bus is called; until next_attempt_at it belongs
-- to whoever took it. One that failed too often waits for people.
alter table outbox add column partition_key varchar(160);
alter table outbox add column attempts integer default 0 not null;
alter table outbox add column next_attempt_at timestamp(6) with time zone;
alter table outbox add column failure varchar(300);
alter table outbox add column failed_at timestamp(6) with time zone;

-- When the label was left for the event hub; sent_at is when the hub had it.
alter table label add column queued_at timestamp(6) with time zone;
update label set queued_at = sent_at where sent_at is not null;
