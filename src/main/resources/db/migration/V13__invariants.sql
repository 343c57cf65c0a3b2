-- What the oracle found broken and has told of, until it finds it whole again.
create table invariant_breach (
  invariant varchar(10) not null primary key,
  breached_at timestamp(6) with time zone not null
);
