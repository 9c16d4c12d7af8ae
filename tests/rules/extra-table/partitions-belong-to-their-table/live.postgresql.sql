CREATE TABLE "users" (
    "id" integer NOT NULL,
    "email" text NOT NULL,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

CREATE TABLE "users_low" PARTITION OF "users" FOR VALUES FROM (0) TO (1000);

CREATE TABLE "users_high" PARTITION OF "users" FOR VALUES FROM (1000) TO (2000);
