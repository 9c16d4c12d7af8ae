import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const rename = (id: number) => db.post.update({ where: { id }, data: { headline: 'a' } });
