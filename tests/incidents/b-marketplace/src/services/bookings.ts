import { prisma } from '@/lib/prisma';

export async function whereabouts(bookingId: string) {
  return prisma.mechanicBookingTracking.findFirst({ where: { bookingId } });
}

export async function open() {
  return prisma.mechanicBooking.findMany({ where: { status: { in: ['REQUESTED', 'CONFIRMED'] } } });
}
