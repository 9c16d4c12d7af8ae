import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const titles = () => db.post.findMany({ select: { title: true } });
