CREATE TABLE "users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "phone" TEXT
);

CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

CREATE UNIQUE INDEX "users_city_phone_key" ON "users" ("city", "phone");

CREATE UNIQUE INDEX "same_again" ON "users" ("email");

CREATE UNIQUE INDEX "with_the_key" ON "users" ("city", "id");

CREATE UNIQUE INDEX "without_case" ON "users" ("email" COLLATE NOCASE);

CREATE UNIQUE INDEX "narrower" ON "users" ("city");
