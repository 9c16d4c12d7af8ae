CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "local" time(3) NOT NULL DEFAULT LOCALTIME,
    "zoned" time(3) NOT NULL DEFAULT CURRENT_TIME(3),
    "stamp" time(3) NOT NULL DEFAULT LOCALTIMESTAMP,
    "clock" time(3) NOT NULL DEFAULT (clock_timestamp())::time,
    "universal" time(3) NOT NULL DEFAULT (now() AT TIME ZONE 'utc')::time,
    "noon" time(3) NOT NULL DEFAULT '12:00:00',
    "later" time(3) NOT NULL DEFAULT (LOCALTIME + '01:00:00'::interval)
);
