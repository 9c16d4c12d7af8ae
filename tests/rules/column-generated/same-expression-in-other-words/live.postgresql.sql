CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "name" varchar(80) NOT NULL,
    "key" text GENERATED ALWAYS AS ((lower("name"::text))) STORED
);
