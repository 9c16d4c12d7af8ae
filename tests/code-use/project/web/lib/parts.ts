import type { Prisma } from '@prisma/client';

export const contact = { id: true, email: true } satisfies Prisma.UserSelect; // users.email users.id

export const withName = {
  ...contact,
  name: true, // users.full_name
};

export function inCity(city: string): Prisma.UserWhereInput {
  return { OR: [{ city }, { city: null }] }; // users.city
}
