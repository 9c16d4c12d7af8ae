CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "limited" varchar(10) NOT NULL,
    "unlimited" varchar NOT NULL,
    "limited_list" varchar(10)[],
    "blanks" bpchar NOT NULL
);
