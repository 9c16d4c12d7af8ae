-- CreateEnum
CREATE TYPE "BookingStatus" AS ENUM ('REQUESTED', 'ACCEPTED', 'DONE', 'CANCELLED');

-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('PENDING', 'PAID', 'FAILED', 'REFUNDED');

-- CreateTable
CREATE TABLE "MechanicBooking" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "mechanicId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "status" "BookingStatus" NOT NULL DEFAULT 'REQUESTED',
    "paymentStatus" "PaymentStatus" NOT NULL DEFAULT 'PENDING',
    "scheduledAt" TIMESTAMP(3) NOT NULL,
    "note" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MechanicBooking_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MechanicBooking_mechanicId_scheduledAt_idx" ON "MechanicBooking"("mechanicId", "scheduledAt");

-- CreateIndex
CREATE INDEX "MechanicBooking_customerId_idx" ON "MechanicBooking"("customerId");

-- AddForeignKey
ALTER TABLE "MechanicBooking" ADD CONSTRAINT "MechanicBooking_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MechanicBooking" ADD CONSTRAINT "MechanicBooking_mechanicId_fkey" FOREIGN KEY ("mechanicId") REFERENCES "MechanicProfile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MechanicBooking" ADD CONSTRAINT "MechanicBooking_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "MechanicService"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
