-- What the Decision Service knows and decided.

-- A customer; its row is locked while one of its payments is scored, so that none is undercounted.
create table customer (
  customer_id varchar(256) not null primary key,
  given_tier varchar(10),
  given_trust numeric(5, 4),
  customer_since timestamp(6) with time zone not null,
  last_lat double precision,
  last_lon double precision,
  last_place_at timestamp(6) with time zone
);

-- Receivers and devices that a customer has paid or used before.
create table customer_known (
  customer_id varchar(256) not null,
  kind varchar(10) not null,
  known varchar(256) not null,
  primary key (customer_id, kind, known)
);

create table receiver (
  receiver_id varchar(256) not null primary key,
  name varchar(1024),
  verified boolean not null,
  given_reputation numeric(5, 4)
);

-- Finished days, rolled up: what the model asks of receivers lies at least a week back.
create table receiver_day (
  receiver_id varchar(256) not null,
  business_day date not null,
  payments integer not null,
  frauds integer not null,
  primary key (receiver_id, business_day)
);
create table rolled_day (
  business_day date not null primary key,
  until_at timestamp(6) with time zone not null
);

create table payment (
  transaction_id varchar(36) not null primary key,
  request_key varchar(400),
  external_key varchar(400),
  body_sha256 char(64) not null,
  sender_id varchar(256) not null,
  receiver_id varchar(256) not null,
  amount numeric(19, 4) not null,
  currency char(3) not null,
  amount_base numeric(19, 4) not null,
  channel varchar(40),
  merchant_category varchar(80),
  score numeric(5, 4) not null,
  risk_level varchar(10) not null,
  action varchar(12) not null,
  status varchar(10) not null,
  in_review boolean not null,
  case_id varchar(36),
  fraud boolean,
  scored_at timestamp(6) with time zone not null
);
create unique index payment_by_key on payment (request_key);
create unique index payment_by_external_key on payment (external_key);
create index payment_by_sender on payment (sender_id, scored_at);
create index payment_by_receiver on payment (receiver_id, scored_at);
create index payment_by_time on payment (scored_at);

-- Why: enough to compute the score again.
create table payment_decision (
  transaction_id varchar(36) not null primary key references payment (transaction_id),
  featureset_id varchar(60) not null,
  model_version varchar(256),
  ruleset_version varchar(80) not null,
  request varchar(65536) not null,
  answer varchar(262144) not null,
  explanation varchar(524288) not null
);

-- Which version of which rule a set of rules held.
create table ruleset (
  ruleset_version varchar(80) not null primary key,
  rules varchar(262144) not null
);

create table alert (
  alert_id varchar(36) not null primary key,
  transaction_id varchar(36) not null references payment (transaction_id),
  severity varchar(10) not null,
  status varchar(15) not null,
  score numeric(5, 4) not null,
  reason varchar(400) not null,
  assignee varchar(64),
  note varchar(1000),
  raised_at timestamp(6) with time zone not null,
  changed_at timestamp(6) with time zone not null,
  changed_by varchar(64) not null,
  version integer not null,
  webhook_state varchar(10) not null,
  webhook_attempts integer not null,
  webhook_next_at timestamp(6) with time zone not null
);
create index alert_by_status on alert (status, severity, raised_at);
create index alert_by_payment on alert (transaction_id);
create index alert_by_webhook on alert (webhook_state, webhook_next_at);
