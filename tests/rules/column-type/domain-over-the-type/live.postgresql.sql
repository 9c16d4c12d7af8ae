CREATE DOMAIN "short_text" AS text CHECK (length(VALUE) < 100);

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" "short_text" NOT NULL
);
