CREATE TABLE "things" (
    "id" integer PRIMARY KEY DEFAULT (random() * 1000)::integer
);
