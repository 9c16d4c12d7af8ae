import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();
export const members = () => db.member.findMany();
