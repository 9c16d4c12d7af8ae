import { Prisma } from '@prisma/client';
import { inCity, store, withName } from './lib';

export const everyone = () => store.user.findMany(); // users.*

export const names = () => store.user.findMany({ select: withName });

export const neighbours = (city: string) =>
  store.user.findMany({ where: inCity(city), select: { id: true } }); // users.id

export const notes = () =>
  store.order.findMany({
    where: {
      user: { is: { name: { contains: 'a' } } }, // users.full_name
    },
    select: { note: true }, // orders.note
    orderBy: [{ user: { city: 'asc' } }, { total: 'desc' }], // users.city orders.total
  });

export async function rename(id: number, name: string) {
  const data: Prisma.UserUpdateInput = {};
  data.name = name; // users.full_name
  await store.$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data, select: { id: true } }); // users.id
    await tx.order.create({ data: { total: 1, userId: id, note: name }, select: { id: true } }); // orders.total orders.user_id orders.note orders.id
  });
}

export const labels = () => store.$queryRaw`
  SELECT u.full_name AS label -- users.full_name
  FROM users u
  JOIN orders o ON o.user_id = u.id -- orders.user_id users.id
  WHERE o.note IS NOT NULL`; // orders.note

export const cities = (pool: { query(sql: string): unknown }) =>
  pool.query('SELECT DISTINCT city FROM users'); // users.city
