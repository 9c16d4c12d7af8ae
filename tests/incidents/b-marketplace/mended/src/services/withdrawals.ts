import { prisma } from '@/lib/prisma';

export async function withdraw(walletId: string, amount: string, reference: string) {
  return prisma.withdrawal.create({
    data: {
      walletId,
      amount,
      reference,
      bankName: 'Example Bank',
      bankCode: '001',
      accountNumber: '0123456789',
    },
  });
}
