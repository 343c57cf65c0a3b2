-- Which bundles were asked for, made and sealed; the bundles themselves are in the archive.
create table case_bundle (
  case_id varchar(36) not null references case_record (case_id),
  version integer not null,
  reason varchar(40) not null,
  reference varchar(64),
  requested_by varchar(64) not null,
  requested_at timestamp(6) with time zone not null,
  state varchar(10) not null,
  attempts integer not null,
  next_attempt_at timestamp(6) with time zone,
  failure varchar(300),
  audit_size bigint,
  made_at timestamp(6) with time zone,
  case_version bigint,
  full_sha256 char(64),
  full_stored_sha256 char(64),
  redacted_sha256 char(64),
  full_bytes bigint,
  redacted_bytes bigint,
  primary key (case_id, version)
);
create index case_bundle_due on case_bundle (state, next_attempt_at);
