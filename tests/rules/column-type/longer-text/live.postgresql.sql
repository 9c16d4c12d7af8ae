CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" varchar(200) NOT NULL
);
