import { prisma } from './client';

export async function remember(id: string, telegramId: string, tags: string[], notes: string) {
  return prisma.order.update({ where: { id }, data: { telegramId, tags, notes } });
}
