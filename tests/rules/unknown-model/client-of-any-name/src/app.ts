import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const members = () => db.member.findMany();
export const invites = (email: string) => db.$transaction(async (tx) => tx.userz.create({ data: { email } }));
