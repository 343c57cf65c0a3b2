-- How far the sources of alerts are read: changed in the transaction that takes their alerts in.
create table alert_position (
  source varchar(120) not null primary key,
  reached varchar(200) not null,
  updated_at timestamp(6) with time zone not null
);

-- What a source that looks back over a while has handed over already.
create table alert_seen (
  source varchar(120) not null,
  item varchar(64) not null,
  seen_at timestamp(6) with time zone not null,
  primary key (source, item)
);
create index alert_seen_age on alert_seen (source, seen_at);

-- Files from the drop folder, by the name under which they lie in its parts.
create table alert_file (
  name varchar(160) not null primary key,
  state varchar(10) not null,
  bytes bigint not null,
  modified_at timestamp(6) with time zone not null,
  rows_total bigint not null,
  rows_done bigint not null,
  began_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null
);
create index alert_file_state on alert_file (state);
