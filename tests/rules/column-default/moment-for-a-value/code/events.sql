CREATE TABLE events (
  id integer PRIMARY KEY,
  at timestamp,
  never timestamp DEFAULT '-infinity',
  first timestamp DEFAULT 'epoch',
  name text DEFAULT 'today',
  later timestamp DEFAULT '2020-01-01'
);
