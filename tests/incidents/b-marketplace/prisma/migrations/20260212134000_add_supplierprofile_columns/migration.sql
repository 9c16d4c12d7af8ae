-- AlterTable
ALTER TABLE "SupplierProfile" ADD COLUMN     "website" TEXT,
ADD COLUMN     "instagram" TEXT,
ADD COLUMN     "facebook" TEXT,
ADD COLUMN     "twitter" TEXT,
ADD COLUMN     "whatsapp" TEXT,
ADD COLUMN     "tiktok" TEXT,
ADD COLUMN     "businessHours" TEXT,
ADD COLUMN     "tagline" TEXT,
ADD COLUMN     "coverImage" TEXT,
ADD COLUMN     "logo" TEXT,
ADD COLUMN     "metaDescription" TEXT,
ADD COLUMN     "keywords" TEXT[];
