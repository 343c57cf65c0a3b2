-- Who, from where and why, beside what was recorded already.
alter table audit_event add column roles varchar(400);
alter table audit_event add column origin varchar(200);
alter table audit_event add column node varchar(100);
alter table audit_event add column reason varchar(100);

-- How far the log is: locked by whoever takes records in, so that several nodes may.
create table audit_head (
  id integer not null primary key,
  origin varchar(60) not null,
  tree_size bigint not null,
  last_hash char(64) not null,
  highest_event bigint not null,
  part_end bigint not null,
  open_since timestamp(6) with time zone,
  log_day date not null,
  shipped_to bigint not null,
  sealed_to date,
  stamped_to date
);

-- Numbers below the highest that no committed event has yet; rolled back, or still to come.
create table audit_gap (
  event_seq bigint not null primary key,
  since timestamp(6) with time zone not null
);

-- The log itself: the final bytes of each record, numbered from 1 without gaps.
create table audit_line (
  seq bigint not null primary key,
  event_seq bigint not null,
  line bytea not null,
  leaf bytea not null
);
create unique index audit_line_by_event on audit_line (event_seq);

-- Roots of complete subtrees: number n of level l stands for 256^l records.
create table audit_node (
  level integer not null,
  number bigint not null,
  hash bytea not null,
  primary key (level, number)
);

create table audit_checkpoint (
  tree_size bigint not null primary key,
  signed_at timestamp(6) with time zone not null,
  note varchar(2000) not null
);

-- What the archive holds as one object; each ends with a checkpoint.
create table audit_part (
  first_seq bigint not null primary key,
  last_seq bigint not null,
  log_day date not null,
  sha256 char(64) not null
);
create index audit_part_by_day on audit_part (log_day, first_seq);

create table audit_seal (
  log_day date not null primary key,
  sums varchar(1000000) not null,
  signature bytea not null
);
