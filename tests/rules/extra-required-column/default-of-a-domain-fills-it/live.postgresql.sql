CREATE DOMAIN "filled" AS text DEFAULT 'x';

CREATE DOMAIN "over_filled" AS "filled" NOT NULL;

CREATE DOMAIN "bare" AS text NOT NULL;

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "filled" "filled" NOT NULL,
    "over" "over_filled",
    "bare" "bare"
);
