CREATE EXTENSION citext;
CREATE DOMAIN word AS varchar(10);
CREATE TABLE tickets (
    id integer PRIMARY KEY,
    status varchar(20) CHECK (status <> ''),
    tag char(4),
    label citext,
    mood word,
    CHECK (length(status) > 2 AND mood IN ('good', 'bad'))
);
CREATE INDEX tickets_open ON tickets (id) WHERE status = 'open';
CREATE INDEX tickets_shout ON tickets (upper(status));
CREATE INDEX tickets_tag ON tickets (id) WHERE tag = 'open';
CREATE INDEX tickets_label ON tickets (id) WHERE label = 'open';
