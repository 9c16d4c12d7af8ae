CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" varchar(100) NOT NULL
);
