CREATE TABLE "addresses" ("id" integer PRIMARY KEY);
