CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" timestamp(3) NOT NULL DEFAULT now()
);
