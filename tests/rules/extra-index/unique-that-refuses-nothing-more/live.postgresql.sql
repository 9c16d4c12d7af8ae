CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL,
    "city" text NOT NULL,
    "phone" text
);

CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

CREATE UNIQUE INDEX "users_city_phone_key" ON "users" ("city", "phone");

CREATE UNIQUE INDEX "with_the_key" ON "users" ("city", "id");

CREATE UNIQUE INDEX "same_again" ON "users" ("email");

ALTER TABLE "users" ADD CONSTRAINT "same_as_constraint" UNIQUE ("email");

CREATE UNIQUE INDEX "other_order" ON "users" ("phone", "city");

CREATE UNIQUE INDEX "wider" ON "users" ("city", "phone", "email");
