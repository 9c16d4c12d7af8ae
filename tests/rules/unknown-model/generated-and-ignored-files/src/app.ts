import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();
export const users = () => db.user.count();
