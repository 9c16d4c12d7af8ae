CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "by_the_clock" timestamp(3) NOT NULL DEFAULT clock_timestamp(),
    "by_the_statement" timestamp(3) NOT NULL DEFAULT statement_timestamp(),
    "by_the_transaction" timestamp(3) NOT NULL DEFAULT transaction_timestamp(),
    "local" timestamp(3) NOT NULL DEFAULT LOCALTIMESTAMP,
    "local_digits" timestamp(3) NOT NULL DEFAULT LOCALTIMESTAMP(3),
    "local_zoned" timestamptz(3) NOT NULL DEFAULT LOCALTIMESTAMP,
    "universal" timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'utc'),
    "universal_call" timestamp(3) NOT NULL DEFAULT timezone('UTC'::text, clock_timestamp()),
    "cast" timestamp(3) NOT NULL DEFAULT (clock_timestamp())::timestamp(0),
    "day" date NOT NULL DEFAULT CURRENT_DATE,
    "day_of_clock" date NOT NULL DEFAULT (clock_timestamp())::date,
    "universal_day" date NOT NULL DEFAULT ((now() AT TIME ZONE 'utc'))::date
);
