import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const owners = () => db.user.findMany({ where: { role: 'OWNER' } });
export const more = () => db.user.count({ where: { role: { in: ['ADMIN', Role.GUEST] } } });
