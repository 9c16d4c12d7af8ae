CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
ALTER TABLE customers ADD COLUMN name TEXT;
CREATE TABLE refinery_schema_history (version int4 PRIMARY KEY, name varchar(255), applied_on varchar(255), checksum varchar(255));
INSERT INTO refinery_schema_history VALUES (1, 'customers', '2026-01-01T10:00:00Z', '2249607722348707857'), (2, 'name', '2026-01-02T10:00:00Z', '1234567890');
