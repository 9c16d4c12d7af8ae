import { PrismaClient } from '@prisma/client';

const db = new PrismaClient();

export const all = () => db.user.findMany({ select: { email: true } });
