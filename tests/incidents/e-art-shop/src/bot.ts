import { prisma } from './client';

export async function remember(telegramId: string, tags: string[], notes: string) {
  return prisma.customer.upsert({
    where: { telegram_id: telegramId },
    update: { tags, notes },
    create: { telegram_id: telegramId, tags, notes },
  });
}
