import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const users = (key: string, more: Record<string, unknown>) =>
  db.user.findMany({ where: { [key]: 1, ...more }, select: choose() });
