import { PrismaClient, Role } from '@prisma/client';

const db = new PrismaClient();

import axios from 'axios';

const cart = { item: axios };
export const make = () => cart.item.create({ name: 'a' });
export const list = (store: Store) => store.query.member.findMany();
export const one = (model: string) => (db as any)[model].findMany();
