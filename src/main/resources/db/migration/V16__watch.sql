-- The trace that the producer's message began; text of W3C's traceparent.
alter table case_document add column traceparent varchar(55);

-- Seconds by which a breach was noticed late; null when it was noticed in time.
alter table case_escalation add column late_by bigint;
