import { prisma } from '@/lib/prisma';

export async function verify(email: string, code: string) {
  return prisma.user.updateMany({
    where: { email, verificationCode: code, verificationExpiry: { gt: new Date() } },
    data: { emailVerified: new Date(), verificationCode: null },
  });
}

export async function profile(id: string) {
  return prisma.user.findUnique({ where: { id } });
}

export async function names() {
  return prisma.user.findMany({ select: { id: true, name: true } });
}
