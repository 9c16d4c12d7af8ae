-- AlterTable
ALTER TABLE "users" ADD COLUMN     "preferred_language" VARCHAR(8) NOT NULL DEFAULT 'en';
