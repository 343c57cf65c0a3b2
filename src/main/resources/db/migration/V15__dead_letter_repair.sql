-- A refused message is kept whole, up to the edge's limit; sealed text is a third longer.
alter table dead_letter alter column sample set data type varchar(350000);
alter table dead_letter add column whole boolean default false not null;
update dead_letter set whole = true where body_size <= 16384;

-- Application properties, sealed as the sample is: what is sent again bears them too.
alter table dead_letter add column properties varchar(12000);
alter table dead_letter add column properties_key varchar(400);

-- Where and by which rule it was refused; letters of one signature fail alike.
alter table dead_letter add column pointer varchar(500);
alter table dead_letter add column rule varchar(1000);
alter table dead_letter add column signature varchar(16);

-- What became of it. A replay that is refused as well is a letter of its own: chain_id names the
-- first, replay_count tells which replay came back, replays counts how often the first was sent.
alter table dead_letter add column state varchar(20) default 'open' not null;
alter table dead_letter add column chain_id varchar(36);
alter table dead_letter add column replay_count integer default 0 not null;
alter table dead_letter add column replays integer default 0 not null;
alter table dead_letter add column repair_id varchar(36);
alter table dead_letter add column sent_as varchar(80);
alter table dead_letter add column problem varchar(1000);

-- The message in the broker's dead-letter queue: pending, settled or missing.
alter table dead_letter add column original varchar(20);
alter table dead_letter add column original_tries integer default 0 not null;
alter table dead_letter add column original_next_at timestamp(6) with time zone;

create index dead_letter_by_signature on dead_letter (signature, state);
create index dead_letter_by_repair on dead_letter (repair_id, state);
create index dead_letter_by_chain on dead_letter (chain_id);
create index dead_letter_by_sending on dead_letter (sent_as);
create index dead_letter_by_original on dead_letter (original, original_next_at);

-- One person mends, another approves; of one letter, or of all that fail alike. What was written,
-- the reasons as well, is sealed under a key of its own and erased with the samples.
create table dead_letter_repair (
  repair_id varchar(36) not null primary key,
  bulk boolean not null,
  signature varchar(16),
  state varchar(20) not null,
  action varchar(10),
  letters integer not null,
  left_behind integer default 0 not null,
  content varchar(1048576),
  content_key varchar(400),
  taken_by varchar(64) not null,
  taken_at timestamp(6) with time zone not null,
  mended_by varchar(64),
  mended_at timestamp(6) with time zone,
  approved_by varchar(64),
  approved_at timestamp(6) with time zone,
  finished_at timestamp(6) with time zone
);
create index dead_letter_repair_by_time on dead_letter_repair (taken_at);
