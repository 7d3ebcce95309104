import {
  LayoutNotFoundError,
  type LayoutBlock,
  type LayoutRepository,
  type LayoutStatistics,
  type StoredLayout,
} from '@kindred/fusion';
import { Prisma } from '../generated/client.ts';
import { packMeans, unpackMeans } from './block-means-bytes.ts';
import { packTransforms, unpackTransforms } from './block-transforms-bytes.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable, requireStorable } from './storable-text.ts';

interface LayoutRow {
  readonly hash: string;
  readonly blocks: LayoutBlock[];
  readonly statistics: LayoutStatistics;
  readonly means: Buffer;
  readonly transforms: Buffer | null;
  readonly encoders: Record<string, string>;
  readonly active: boolean;
}

export class PostgresLayoutRepository implements LayoutRepository {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  async findActive(catalog: string): Promise<StoredLayout | undefined> {
    if (!isStorable(catalog)) return undefined;
    return this.#findOne(Prisma.sql`catalog = ${catalog} AND active`);
  }

  async find(catalog: string, layoutHash: string): Promise<StoredLayout | undefined> {
    if (!isStorable(catalog) || !isStorable(layoutHash)) return undefined;
    return this.#findOne(Prisma.sql`catalog = ${catalog} AND hash = ${layoutHash}`);
  }

  /** Only its hash: cheap enough to ask before every write. */
  async findActiveHash(catalog: string): Promise<string | undefined> {
    if (!isStorable(catalog)) return undefined;
    const [row] = await this.#sql.query<{ hash: string }>(
      Prisma.sql`SELECT hash FROM layout WHERE catalog = ${catalog} AND active`,
    );
    return row?.hash;
  }

  /** Refreshes the planner's statistics too: a layout is fitted anew when the catalog has grown much. @throws CatalogNotFoundError */
  async save(
    catalog: string,
    { layout, statistics, means, transforms, encoderUrls = {} }: Omit<StoredLayout, 'active'>,
  ): Promise<void> {
    requireStorable('The name of the catalog', catalog);
    await this.#sql.query(
      Prisma.sql`
        INSERT INTO layout (catalog, hash, blocks, statistics, means, transforms, encoders)
        VALUES (${catalog}, ${layout.hash}, ${JSON.stringify(layout.blocks)}::jsonb,
                ${JSON.stringify(statistics)}::jsonb, ${packMeans(means)}::bytea, ${packTransforms(transforms)}::bytea,
                ${JSON.stringify(encoderUrls)}::jsonb)
        ON CONFLICT (catalog, hash) DO UPDATE SET statistics = EXCLUDED.statistics, means = EXCLUDED.means,
          encoders = layout.encoders || EXCLUDED.encoders`,
      { catalog },
    );
    await this.#analyze();
  }

  /**
   * PostgreSQL does so by itself, but up to a minute later; until then it looks up ten items of a new catalog by reading an
   * index of all items. Skips what another session is busy with; nothing depends on it.
   */
  async #analyze(): Promise<void> {
    await this.#sql.query(Prisma.sql`ANALYZE (SKIP_LOCKED) item, item_image, item_block`).catch(() => undefined);
  }

  async activate(catalog: string, layoutHash: string): Promise<void> {
    if (!isStorable(catalog) || !isStorable(layoutHash)) throw new LayoutNotFoundError(catalog, layoutHash);
    await this.#sql.transaction(catalog, async (runner) => {
      // One at a time per catalog: only one layout may be active.
      await runner.query(Prisma.sql`SELECT 1 FROM catalog WHERE name = ${catalog} FOR NO KEY UPDATE`);
      await runner.query(
        Prisma.sql`UPDATE layout SET active = FALSE WHERE catalog = ${catalog} AND active AND hash <> ${layoutHash}`,
      );
      const activated = await runner.query(
        Prisma.sql`UPDATE layout SET active = TRUE WHERE catalog = ${catalog} AND hash = ${layoutHash} RETURNING hash`,
      );
      if (activated.length === 0) throw new LayoutNotFoundError(catalog, layoutHash);
    });
  }

  async #findOne(condition: Prisma.Sql): Promise<StoredLayout | undefined> {
    const [row] = await this.#sql.query<LayoutRow>(
      Prisma.sql`SELECT hash, blocks, statistics, means, transforms, encoders, active FROM layout WHERE ${condition}`,
    );
    if (row === undefined) return undefined;
    const { hash, blocks, statistics, means, transforms, encoders, active } = row;
    const kept = {
      ...(transforms === null ? {} : { transforms: unpackTransforms(transforms) }),
      ...(Object.keys(encoders).length === 0 ? {} : { encoderUrls: encoders }),
    };
    return { layout: { blocks, hash }, statistics, means: unpackMeans(means), ...kept, active };
  }
}
