-- The key of each case, wrapped under the master key; null once it is destroyed.
create table case_key (
  case_id varchar(36) not null primary key,
  wrapped varchar(400),
  created_at timestamp(6) with time zone not null,
  destroyed_at timestamp(6) with time zone
);
