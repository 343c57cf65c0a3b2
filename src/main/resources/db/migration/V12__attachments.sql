-- Files that people add to a case. The bytes lie encrypted in the archive; name and description
-- are encrypted under the case's key.
create table attachment (
  attachment_id varchar(36) not null primary key,
  case_id varchar(36) not null references case_record (case_id),
  name varchar(2000) not null,
  description varchar(4000),
  type varchar(100) not null,
  bytes bigint not null,
  sender_sha256 char(64),
  sha256 char(64) not null,
  stored_sha256 char(64) not null,
  scanned boolean not null,
  added_by varchar(64) not null,
  added_at timestamp(6) with time zone not null
);
create index attachment_by_case on attachment (case_id, added_at);

-- Whose event a refused message claimed to be.
alter table dead_letter add column event_id varchar(36);
create index dead_letter_by_event on dead_letter (event_id);
