CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" integer[] DEFAULT '{1,2}'
);
