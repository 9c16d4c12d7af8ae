import { prisma } from '@/lib/prisma';

export async function GET() {
  const paid = await prisma.order.findMany({
    where: { paymentStatus: 'PAID' },
    include: { items: true },
  });
  return Response.json(paid);
}
