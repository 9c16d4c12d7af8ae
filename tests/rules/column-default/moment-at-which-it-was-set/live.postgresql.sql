SET timezone = 'UTC';
CREATE TABLE events (
  id integer PRIMARY KEY,
  at timestamp DEFAULT '2026-01-01 10:00',
  day date DEFAULT '2026-01-01',
  next timestamptz DEFAULT '2026-01-02 10:00+00',
  never timestamp DEFAULT 'infinity',
  first timestamp DEFAULT 'epoch',
  name text DEFAULT 'now',
  later timestamp DEFAULT ('now'::text)::timestamp
);
