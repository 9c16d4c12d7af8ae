CREATE TABLE "test_table" (
    "id" INTEGER PRIMARY KEY
);
