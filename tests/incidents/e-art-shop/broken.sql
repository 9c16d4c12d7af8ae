-- Somebody tried out whether the connection works, and that is all that ever happened here.
CREATE TABLE "test_table" (
    "id" serial PRIMARY KEY,
    "name" text
);

INSERT INTO "test_table" ("name") VALUES ('it works');
