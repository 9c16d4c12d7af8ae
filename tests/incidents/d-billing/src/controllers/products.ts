import type { Request, Response } from 'express';
import { prismaAas } from '../clients';

export async function listProducts(request: Request, response: Response) {
  const products = await prismaAas.product.findMany({
    where: { code: { startsWith: String(request.query.code ?? '') } },
    include: { Category: { select: { name: true } } },
  });
  response.json(products);
}
