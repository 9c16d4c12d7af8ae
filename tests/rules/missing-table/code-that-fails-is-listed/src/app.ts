import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const posts = () => db.post.findMany({ where: { title: 'a' } });
export const users = () => db.user.findMany({ include: { posts: true } });
export const alone = () => db.user.findMany();
export const raw = () => db.$executeRaw`DELETE FROM posts`;
