import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

const select = { id: true, email: true };
export const users = (email: string, more: object) =>
  db.user.findMany({ where: { email: { contains: email }, role: 'ADMIN' }, select });
export const posts = () => db.post.groupBy({ by: ['authorId'], _count: { _all: true } });
