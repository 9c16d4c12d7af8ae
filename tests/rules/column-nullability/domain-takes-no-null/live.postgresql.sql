CREATE DOMAIN "required" AS text NOT NULL;

CREATE DOMAIN "over_required" AS "required";

CREATE DOMAIN "optional" AS text;

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "required" "required",
    "required_over" "over_required",
    "optional" "required",
    "optional_over" "over_required",
    "nullable" "optional",
    "both" "optional" NOT NULL
);
