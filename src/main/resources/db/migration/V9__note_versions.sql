-- A note can be edited by its author; the texts before stay, in whatever form they were stored.
alter table case_note add column version integer default 1 not null;
alter table case_note add column edited_at timestamp(6) with time zone;

create table case_note_version (
  note_id varchar(36) not null references case_note (note_id),
  version integer not null,
  edited_at timestamp(6) with time zone,
  text varchar(32768) not null,
  primary key (note_id, version)
);
