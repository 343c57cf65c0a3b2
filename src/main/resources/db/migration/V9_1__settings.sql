-- What decides besides data, as of the last start: a start that finds another value records it.
create table setting (
  name varchar(200) not null primary key,
  setting_value varchar(1000) not null
);
