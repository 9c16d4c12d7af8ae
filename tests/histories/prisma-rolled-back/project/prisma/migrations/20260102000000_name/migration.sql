ALTER TABLE "customers" ADD COLUMN "name" TEXT;
ALTER TABLE "customers" ADD CONSTRAINT "email_unique" UNIQUE ("email");
