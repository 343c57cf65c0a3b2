-- The log grows and never changes.
create trigger audit_event_append_only before update, delete on audit_event for each row
  call 'io.casework.audit.AppendOnly';
create trigger audit_line_append_only before update, delete on audit_line for each row
  call 'io.casework.audit.AppendOnly';
create trigger audit_node_append_only before update, delete on audit_node for each row
  call 'io.casework.audit.AppendOnly';
create trigger audit_checkpoint_append_only before update, delete on audit_checkpoint for each row
  call 'io.casework.audit.AppendOnly';
create trigger audit_part_append_only before update, delete on audit_part for each row
  call 'io.casework.audit.AppendOnly';
create trigger audit_seal_append_only before update, delete on audit_seal for each row
  call 'io.casework.audit.AppendOnly';
