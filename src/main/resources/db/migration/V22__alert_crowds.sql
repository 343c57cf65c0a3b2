-- Alerts of one severity that came by the hundred within a minute, until their total is told.
create table alert_crowd (
  severity varchar(8) not null,
  epoch_minute bigint not null,
  alerts bigint not null,
  told bigint not null,
  primary key (severity, epoch_minute)
);
