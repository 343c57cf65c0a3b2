-- The trace that the producer's message began; text of W3C's traceparent.
alter table case_document add column traceparent varchar(55);
