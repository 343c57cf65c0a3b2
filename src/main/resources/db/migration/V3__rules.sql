-- Rules are data. What a rule says stands in its versions, which are never changed or deleted;
-- one row per rule says which of them counts.
create table fraud_rule (
  rule_id varchar(64) not null primary key,
  version integer not null,
  active boolean not null,
  created_by varchar(64) not null,
  created_at timestamp(6) with time zone not null
);

create table fraud_rule_version (
  rule_id varchar(64) not null references fraud_rule (rule_id),
  version integer not null,
  name varchar(240) not null,
  description varchar(2000) not null,
  condition_json varchar(131072) not null,
  weight numeric(5, 4) not null,
  flag varchar(64),
  hard_block boolean not null,
  review boolean not null,
  active boolean not null,
  changed_by varchar(64) not null,
  changed_at timestamp(6) with time zone not null,
  primary key (rule_id, version)
);
