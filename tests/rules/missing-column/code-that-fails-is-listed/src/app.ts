import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

export const one = (email: string) => db.user.findFirst({ where: { email }, select: { id: true } });
export const all = () => db.user.findMany();
export const ids = () => db.user.findMany({ select: { id: true } });
export const posts = () => db.post.findMany({ include: { author: true } });
export const raw = () => db.$queryRaw`SELECT email FROM users`;
export const make = (email: string) => db.user.createMany({ data: [{ email, id: 1, role: 'ADMIN' }] });
