import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const users = () => db.user.findMany({ include: { posts: true } });
export const posts = () => db.$transaction((tx) => tx.post.count());
