-- What only one of several nodes does at a time, and until when it may.
create table lease (
  name varchar(60) not null primary key,
  holder varchar(100) not null,
  until_at timestamp(6) with time zone not null,
  fence bigint not null
);
