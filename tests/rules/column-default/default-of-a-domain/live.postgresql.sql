CREATE DOMAIN "filled" AS text DEFAULT 'x';

CREATE DOMAIN "over_filled" AS "filled" NOT NULL;

CREATE DOMAIN "bare" AS text NOT NULL;

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "same" "filled" NOT NULL,
    "other" "filled" NOT NULL,
    "own" "filled" NOT NULL DEFAULT 'y',
    "lost" "bare",
    "none" "filled" NOT NULL
);
