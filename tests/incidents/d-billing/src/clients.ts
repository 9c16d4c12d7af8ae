import { PrismaClient as BillingClient } from '@prisma/billing-client';
import { PrismaClient as AasClient } from '@prisma/aas-client';

export const prisma = new BillingClient();
export const prismaAas = new AasClient();
