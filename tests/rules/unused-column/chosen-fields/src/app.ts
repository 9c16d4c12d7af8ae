import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const users = () => db.user.findMany({ select: { id: true, posts: { select: { title: true } } } });
