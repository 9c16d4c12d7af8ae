import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const articles = () => db.article.findMany();
