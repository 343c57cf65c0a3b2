-- The log grows and never changes; a role that owns the tables could drop these, see infra/postgres.
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function append_only();
create trigger audit_line_append_only before update or delete or truncate on audit_line
  for each statement execute function append_only();
create trigger audit_node_append_only before update or delete or truncate on audit_node
  for each statement execute function append_only();
create trigger audit_checkpoint_append_only before update or delete or truncate on audit_checkpoint
  for each statement execute function append_only();
create trigger audit_part_append_only before update or delete or truncate on audit_part
  for each statement execute function append_only();
create trigger audit_seal_append_only before update or delete or truncate on audit_seal
  for each statement execute function append_only();
