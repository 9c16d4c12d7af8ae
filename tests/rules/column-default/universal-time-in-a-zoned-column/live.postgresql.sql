CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" timestamptz(3) NOT NULL DEFAULT (now() AT TIME ZONE 'utc')
);
