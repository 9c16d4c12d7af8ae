CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" jsonb NOT NULL DEFAULT '{"b":[2],"a":1}'
);
