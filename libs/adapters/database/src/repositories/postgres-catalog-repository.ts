import {
  CatalogNotFoundError,
  isCurrencyCode,
  type Catalog,
  type CatalogRepository,
  type EncoderChoices,
} from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { InvalidCatalogError } from './errors.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable, requireStorable, toStorable } from './storable-text.ts';

const DEFAULT_CURRENCY = 'USD';
const COLUMNS = Prisma.sql`name, currency, created_at AS "createdAt"`;

export class PostgresCatalogRepository implements CatalogRepository, EncoderChoices {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  /** @throws InvalidCatalogError */
  async ensure(name: string, { currency = DEFAULT_CURRENCY }: { currency?: string } = {}): Promise<Catalog> {
    if (!isStorable(name) || name.trim() === '' || [...name].length > 100)
      throw new InvalidCatalogError(toStorable(name), 'its name must have 1 to 100 characters that can be stored');
    if (!isCurrencyCode(currency))
      throw new InvalidCatalogError(
        name,
        `its currency '${toStorable(currency)}' is not an ISO 4217 code such as 'EUR'`,
      );
    const [made] = await this.#sql.query<Catalog>(Prisma.sql`
      INSERT INTO catalog (name, currency) VALUES (${name}, ${currency}) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`);
    return made ?? this.load(name);
  }

  async load(name: string): Promise<Catalog> {
    if (!isStorable(name)) throw new CatalogNotFoundError(toStorable(name));
    const [found] = await this.#sql.query<Catalog>(Prisma.sql`SELECT ${COLUMNS} FROM catalog WHERE name = ${name}`);
    if (found === undefined) throw new CatalogNotFoundError(name);
    return found;
  }

  /** In code-point order of their names. */
  async list(): Promise<Catalog[]> {
    return this.#sql.query<Catalog>(Prisma.sql`SELECT ${COLUMNS} FROM catalog ORDER BY name`);
  }

  /** None for a catalog that isn't there. */
  async findEncoders(name: string): Promise<Readonly<Record<string, string>>> {
    if (!isStorable(name)) return {};
    const [found] = await this.#sql.query<{ encoders: Record<string, string> }>(
      Prisma.sql`SELECT encoders FROM catalog WHERE name = ${name}`,
    );
    return found?.encoders ?? {};
  }

  async chooseEncoders(name: string, encoders: Readonly<Record<string, string>>): Promise<void> {
    for (const url of Object.values(encoders)) requireStorable("An encoder's URL", url);
    if (!isStorable(name)) throw new CatalogNotFoundError(toStorable(name));
    const chosen = await this.#sql.query(Prisma.sql`
      UPDATE catalog SET encoders = encoders || ${JSON.stringify(encoders)}::jsonb WHERE name = ${name} RETURNING name`);
    if (chosen.length === 0) throw new CatalogNotFoundError(name);
  }
}
