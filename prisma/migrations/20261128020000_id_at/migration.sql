-- The first id of a time; ids sort by time. The one place that knows when they begin. The difference of two times is
-- IMMUTABLE in PostgreSQL and extract(epoch) of a time is not, so this form lets an index serve `id < id_at(...)`.
CREATE FUNCTION id_at(timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (extract(epoch FROM $1 - timestamptz '2026-01-01 00:00:00+00') * 1000)::bigint << 22
$$;
CREATE OR REPLACE FUNCTION next_id() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT id_at(clock_timestamp()) | nextval('id_sequence')
$$;
