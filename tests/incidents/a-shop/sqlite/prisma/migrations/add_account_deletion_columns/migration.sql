-- AlterTable
ALTER TABLE "users" ADD COLUMN "deletion_requested_at" DATETIME;
ALTER TABLE "users" ADD COLUMN "deletion_scheduled_for" DATETIME;
