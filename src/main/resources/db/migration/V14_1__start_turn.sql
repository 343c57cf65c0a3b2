-- Whoever has locked this row is starting; no other node starts meanwhile.
insert into lease (name, holder, until_at, fence)
values ('start', '', timestamp with time zone '2000-01-01 00:00:00+00', 0);
