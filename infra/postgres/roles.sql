-- The role under which the application runs when another one owns the tables and migrates them
-- (spring.flyway.user, and once with the engine's schema update). Run as the owner after each
-- migration; repeats are harmless. Then: alter role casework_app password '...'.
do $$
begin
  if not exists (select from pg_roles where rolname = 'casework_app') then
    create role casework_app login;
  end if;
end $$;
grant usage on schema public to casework_app;
grant select, insert, update, delete on all tables in schema public to casework_app;
-- What happened can be added to and read, and that is all.
revoke update, delete, truncate, references, trigger
  on audit_event, audit_line, audit_node, audit_checkpoint, audit_part, audit_seal
  from casework_app;
-- How the tables came to be is not the application's to change.
revoke insert, update, delete on flyway_schema_history from casework_app;
