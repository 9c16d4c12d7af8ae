import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const members = () => db.user.findMany({ where: { role: 'MEMBER' }, select: { id: true } });
export const admins = () => db.user.findMany({ where: { role: 'ADMIN' }, select: { id: true } });
