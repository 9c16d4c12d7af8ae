CREATE DOMAIN "plain" AS text;

CREATE DOMAIN "over_plain" AS "plain" CHECK (length(VALUE) < 100);

CREATE DOMAIN "short" AS varchar(20);

CREATE DOMAIN "over_short" AS "short";

CREATE DOMAIN "list" AS text[];

CREATE DOMAIN "small" AS smallint;

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "shorter" "short" NOT NULL,
    "shorter_over" "over_short" NOT NULL,
    "narrower" "small" NOT NULL,
    "elements" "small"[],
    "number" "plain" NOT NULL,
    "short_text" "short" NOT NULL
);
