import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const some = (role: Role) => db.user.findMany({ where: { role: { in: [Role.ADMIN, 'MEMBER', role] } } });
