import { prisma } from '@/lib/prisma';

export async function whereabouts(bookingId: string) {
  return prisma.mechanicBooking.findUnique({ where: { id: bookingId } });
}

export async function open() {
  return prisma.mechanicBooking.findMany({ where: { status: { in: ['REQUESTED', 'ACCEPTED'] } } });
}
