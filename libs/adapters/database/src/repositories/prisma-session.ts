import type { PrismaClient, Prisma } from '../generated/client.ts';
import { translateError } from './translate-error.ts';

export type PrismaRunner = PrismaClient | Prisma.TransactionClient;

/** Prisma with its errors translated. */
export class PrismaSession {
  readonly #client: PrismaClient;

  constructor(client: PrismaClient) {
    this.#client = client;
  }

  /** @param catalog named in CatalogNotFoundError if a row refers to it and there is none */
  async run<Result>(work: (prisma: PrismaClient) => Promise<Result>, catalog?: string): Promise<Result> {
    try {
      return await work(this.#client);
    } catch (error) {
      throw translateError(error, catalog);
    }
  }

  /** All or nothing. */
  async transaction<Result>(
    catalog: string,
    work: (prisma: Prisma.TransactionClient) => Promise<Result>,
  ): Promise<Result> {
    return this.run((client) => client.$transaction(work), catalog);
  }
}
