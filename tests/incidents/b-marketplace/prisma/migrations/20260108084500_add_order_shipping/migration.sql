-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "shippingName" TEXT,
ADD COLUMN     "shippingAddress" TEXT,
ADD COLUMN     "shippingFee" DECIMAL(12,2) NOT NULL DEFAULT 0;
