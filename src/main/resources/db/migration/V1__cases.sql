-- Identifiers have 128 characters; H2 counts a character outside the basic plane as two.
-- One dialect for H2 and PostgreSQL: standard types, no vendor functions.

-- The guard of "each event at most once"; its rows outlive the cases.
create table inbox (
  event_id varchar(36) not null primary key,
  case_id varchar(36) not null,
  body_sha256 char(64) not null,
  received_at timestamp(6) with time zone not null,
  deliveries integer not null,
  last_delivery_at timestamp(6) with time zone not null
);

create table case_record (
  case_id varchar(36) not null primary key,
  event_id varchar(36) not null,
  status varchar(20) not null,
  outcome varchar(20),
  route varchar(30),
  priority varchar(2),
  score double precision not null,
  tier varchar(10),
  model_version varchar(256) not null,
  featureset_id varchar(256) not null,
  flags varchar(400) not null,
  user_id varchar(256) not null,
  merchant_id varchar(256),
  amount numeric(19, 4) not null,
  currency char(3) not null,
  assignee varchar(64),
  queue_group varchar(64),
  event_time timestamp(6) with time zone not null,
  received_at timestamp(6) with time zone not null,
  clock_started_at timestamp(6) with time zone not null,
  policy_due_at timestamp(6) with time zone,
  requested_due_at timestamp(6) with time zone,
  due_at timestamp(6) with time zone,
  remind_at timestamp(6) with time zone,
  paused_at timestamp(6) with time zone,
  breached_at timestamp(6) with time zone,
  first_touch_at timestamp(6) with time zone,
  closed_at timestamp(6) with time zone,
  escalation_level integer not null,
  round integer not null,
  review_round integer not null,
  selection_probability double precision not null,
  correlation_id varchar(256) not null,
  version bigint not null
);
create index case_record_by_work on case_record (status, route, due_at);
create index case_record_by_assignee on case_record (assignee, status);
create index case_record_by_user on case_record (user_id, received_at);
create index case_record_by_merchant on case_record (merchant_id, received_at);
create index case_record_by_receipt on case_record (received_at);

-- The event as it came and what the sources said: apart from the record, which changes often.
create table case_document (
  case_id varchar(36) not null primary key references case_record (case_id),
  body varchar(262144) not null,
  findings varchar(100000)
);

create table case_note (
  note_id varchar(36) not null primary key,
  case_id varchar(36) not null references case_record (case_id),
  author varchar(64) not null,
  written_at timestamp(6) with time zone not null,
  text varchar(4000) not null
);
create index case_note_by_case on case_note (case_id, written_at);

create table case_resolution (
  case_id varchar(36) not null references case_record (case_id),
  number integer not null,
  decision varchar(20) not null,
  reason_code varchar(40) not null,
  note varchar(4000),
  overrides boolean not null,
  decided_by varchar(64) not null,
  decided_at timestamp(6) with time zone not null,
  primary key (case_id, number)
);

-- One escalation per case, round and level, whoever asks for it.
create table case_escalation (
  case_id varchar(36) not null references case_record (case_id),
  round integer not null,
  level integer not null,
  reason varchar(30) not null,
  escalated_at timestamp(6) with time zone not null,
  due_at timestamp(6) with time zone,
  handed_to varchar(64),
  primary key (case_id, round, level)
);

create table case_snapshot (
  case_id varchar(36) not null references case_record (case_id),
  version bigint not null,
  reason varchar(30) not null,
  taken_at timestamp(6) with time zone not null,
  content varchar(1000000) not null,
  primary key (case_id, version)
);

-- What the model may learn from; feedback_id = case id : resolution number.
create table label (
  feedback_id varchar(50) not null primary key,
  case_id varchar(36) not null,
  label varchar(10),
  decision varchar(20),
  reason_code varchar(40),
  label_source varchar(20) not null,
  confidence varchar(20) not null,
  featureset_id varchar(256) not null,
  model_version varchar(256) not null,
  score double precision not null,
  event_time timestamp(6) with time zone not null,
  decided_at timestamp(6) with time zone not null,
  selection_probability double precision not null,
  supersedes varchar(50),
  sent_at timestamp(6) with time zone
);
create index label_by_time on label (decided_at);
create index label_by_source on label (label_source, label);

create table retraining_trigger (
  threshold_number integer not null primary key,
  labels bigint not null,
  triggered_at timestamp(6) with time zone not null
);

-- Who works what and when; fraud leads edit it.
create table analyst (
  user_id varchar(64) not null primary key,
  level integer not null,
  skills varchar(200) not null,
  time_zone varchar(40) not null,
  work_days varchar(100) not null,
  shift_start varchar(5) not null,
  shift_end varchar(5) not null,
  max_open integer not null,
  available boolean not null
);

-- Messages to people: written with the change, delivered after it.
create table notification (
  notification_key varchar(160) not null primary key,
  audience varchar(80) not null,
  kind varchar(40) not null,
  case_id varchar(36),
  subject varchar(200) not null,
  text varchar(2000) not null,
  link varchar(500),
  state varchar(10) not null,
  attempts integer not null,
  created_at timestamp(6) with time zone not null,
  next_attempt_at timestamp(6) with time zone not null,
  delivered_at timestamp(6) with time zone,
  failure varchar(300)
);
create index notification_due on notification (state, next_attempt_at);

-- Every change of state; hash chain and seal stand on this table.
create table audit_event (
  seq bigint generated by default as identity primary key,
  at timestamp(6) with time zone not null,
  actor varchar(64) not null,
  kind varchar(60) not null,
  case_id varchar(36),
  correlation_id varchar(256),
  facts varchar(8000) not null
);
create index audit_event_by_case on audit_event (case_id, seq);
create index audit_event_by_time on audit_event (at);

-- A sample of every message that was refused.
create table dead_letter (
  dead_letter_id varchar(36) not null primary key,
  entity varchar(120) not null,
  message_id varchar(256),
  reason varchar(40) not null,
  description varchar(1000) not null,
  body_sha256 char(64) not null,
  body_size integer not null,
  sample varchar(65536) not null,
  seen_at timestamp(6) with time zone not null
);
create index dead_letter_by_body on dead_letter (body_sha256);
create index dead_letter_by_time on dead_letter (seen_at);
