import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const some = () => db.$queryRaw`SELECT id FROM users WHERE role = 'owner'`;
export const fine = () => db.$queryRaw`SELECT id FROM users WHERE role = 'member'`;
