CREATE TABLE events (
  id integer PRIMARY KEY,
  at timestamp DEFAULT 'now',
  day date DEFAULT 'Today'::date,
  next timestamptz DEFAULT timestamptz 'tomorrow 10:00',
  never timestamp DEFAULT 'infinity',
  first timestamp DEFAULT 'epoch',
  name text DEFAULT 'now',
  later timestamp DEFAULT ('now'::text)::timestamp
);
