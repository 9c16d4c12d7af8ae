CREATE DOMAIN "plain" AS text;

CREATE DOMAIN "over_plain" AS "plain" CHECK (length(VALUE) < 100);

CREATE DOMAIN "short" AS varchar(20);

CREATE DOMAIN "over_short" AS "short";

CREATE DOMAIN "list" AS text[];

CREATE DOMAIN "small" AS smallint;

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "over" "over_plain" NOT NULL,
    "over_varchar" "over_short" NOT NULL,
    "elements" "plain"[],
    "elements_over" "over_plain"[],
    "list" "list"
);
