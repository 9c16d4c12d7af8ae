import { prisma } from '@/lib/prisma';

export async function moved(trackingId: string, location: string) {
  await prisma.$transaction(async (tx) => {
    await tx.trackingEvent.create({ data: { trackingId, location, status: 'SHIPPED' } });
    await tx.orderTracking.update({ where: { id: trackingId }, data: { status: 'SHIPPED' } });
  });
}
