import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const users = (name: string) =>
  db.user.findMany({
    where: { OR: [{ mail: name }, { posts: { some: { titel: name } } }] },
    select: { id: true, posts: { select: { title: true, body: true } } },
    orderBy: { createdAt: 'desc' },
  });
export const again = (name: string) => db.user.count({ where: { mail: name } });
