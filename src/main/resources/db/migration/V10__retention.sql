-- Personal texts of a case are sealed under its key; sealed text is a third longer than its bytes.
alter table case_document alter column body set data type varchar(350000);
alter table case_document alter column findings set data type varchar(410000);
alter table case_note alter column text set data type varchar(16100);
alter table case_resolution alter column note set data type varchar(16100);
alter table case_snapshot alter column content set data type varchar(1048576);

-- user_id holds a token of the person's id, and nothing once the case is erased. Rows that are not
-- sealed are of an older version: a background pass seals them.
alter table case_record alter column user_id drop not null;
alter table case_record add column sealed boolean default false not null;
alter table case_record add column erased_at timestamp(6) with time zone;

-- Secrets of the installation, wrapped under the master key.
create table vault_secret (
  name varchar(40) not null primary key,
  wrapped varchar(400) not null,
  created_at timestamp(6) with time zone not null
);

-- A refused message's sample lies under a key of its own; both go when its time is over.
alter table dead_letter alter column sample set data type varchar(70000);
alter table dead_letter alter column sample drop not null;
alter table dead_letter add column sample_key varchar(400);

-- How long a closed case is kept, and by which row of which version of the table.
create table case_retention (
  case_id varchar(36) not null primary key references case_record (case_id),
  retention_class varchar(60) not null,
  region varchar(20) not null,
  table_version integer not null,
  keep_until timestamp(6) with time zone not null,
  delete_after timestamp(6) with time zone not null,
  erasable_on_request boolean not null,
  decided_at timestamp(6) with time zone not null
);
create index case_retention_by_end on case_retention (delete_after);

-- While one of them stands, nothing of the case is deleted. Reasons are sealed under its key.
create table case_hold (
  hold_id varchar(36) not null primary key,
  case_id varchar(36) not null references case_record (case_id),
  reference varchar(80) not null,
  reason varchar(4100) not null,
  placed_by varchar(64) not null,
  placed_at timestamp(6) with time zone not null,
  lifted_by varchar(64),
  lifted_at timestamp(6) with time zone,
  lift_reason varchar(4100)
);
create index case_hold_by_case on case_hold (case_id, placed_at);

-- Who asked for an erasure, until a second person confirms it.
create table case_erasure (
  case_id varchar(36) not null primary key references case_record (case_id),
  reason_code varchar(40) not null,
  note varchar(4100),
  requested_by varchar(64) not null,
  requested_at timestamp(6) with time zone not null,
  confirmed_by varchar(64),
  confirmed_at timestamp(6) with time zone
);

-- What is left of an erased payment.
alter table payment add column erased_at timestamp(6) with time zone;
