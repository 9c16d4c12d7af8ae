CREATE TABLE "posts" (
    "id" integer PRIMARY KEY
);

CREATE TABLE "tags" (
    "id" integer PRIMARY KEY
);
