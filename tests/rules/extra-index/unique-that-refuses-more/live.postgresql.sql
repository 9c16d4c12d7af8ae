CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL,
    "city" text NOT NULL,
    "phone" text
);

CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

CREATE UNIQUE INDEX "users_city_phone_key" ON "users" ("city", "phone");

CREATE UNIQUE INDEX "narrower" ON "users" ("city");

CREATE UNIQUE INDEX "not_with_the_key" ON "users" ("phone");
