CREATE TABLE "users" (
    "id" INTEGER NOT NULL,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "kept" ("id" INTEGER NOT NULL, CONSTRAINT "kept_pkey" PRIMARY KEY ("id"));
