CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" text NOT NULL DEFAULT md5('x')
);
