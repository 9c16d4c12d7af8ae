CREATE TABLE "users" (
    "id" INTEGER NOT NULL,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "users" ADD COLUMN "email" TEXT;
{{prisma ledger: 20260101000000_init, 20260102000000_add_email}}