CREATE TABLE "customers" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, CONSTRAINT "customers_pkey" PRIMARY KEY ("id"));
