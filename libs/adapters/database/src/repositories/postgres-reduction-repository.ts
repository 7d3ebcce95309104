import {
  canonicalWeights,
  LayoutNotFoundError,
  type EmbeddingReduction,
  type EmbeddingReductionRepository,
  type ReductionKey,
  type ReductionStatistics,
} from '@kindred/fusion';
import type { Weights } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { toBytes, toFloat32Array } from './float32-bytes.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable } from './storable-text.ts';

interface ReductionRow {
  readonly weights: string;
  readonly effectiveWeights: Weights;
  readonly statistics: ReductionStatistics;
  readonly components: Buffer;
}

export class PostgresReductionRepository implements EmbeddingReductionRepository {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  async find(catalog: string, { layoutHash, weights, rank }: ReductionKey): Promise<EmbeddingReduction | undefined> {
    const canonical = canonicalWeights(weights);
    if (![catalog, layoutHash, canonical].every(isStorable)) return undefined;
    const [row] = await this.#sql.query<ReductionRow>(Prisma.sql`
      SELECT weights, effective_weights AS "effectiveWeights", statistics, components FROM embedding_reduction
       WHERE catalog = ${catalog} AND layout_hash = ${layoutHash} AND weights = ${canonical} AND rank = ${rank}`);
    if (row === undefined) return undefined;
    const { effectiveWeights, statistics } = row;
    const all = toFloat32Array(row.components);
    const dimension = all.length / rank;
    const components = Array.from({ length: rank }, (_, at) => all.subarray(at * dimension, (at + 1) * dimension));
    const givenWeights = JSON.parse(row.weights) as Weights;
    return { layoutHash, weights: givenWeights, rank, effectiveWeights, components, statistics };
  }

  /** @throws LayoutNotFoundError */
  async save(catalog: string, reduction: EmbeddingReduction): Promise<void> {
    const { layoutHash, weights, rank, effectiveWeights, components, statistics } = reduction;
    if (!isStorable(catalog) || !isStorable(layoutHash)) throw new LayoutNotFoundError(catalog, layoutHash);
    const saved = await this.#sql.query(Prisma.sql`
      INSERT INTO embedding_reduction (catalog, layout_hash, weights, rank, effective_weights, statistics, components)
      SELECT layout.catalog, layout.hash, ${canonicalWeights(weights)}, ${rank}::integer, ${JSON.stringify(effectiveWeights)}::jsonb,
             ${JSON.stringify(statistics)}::jsonb, ${Buffer.concat(components.map(toBytes))}::bytea
        FROM layout WHERE layout.catalog = ${catalog} AND layout.hash = ${layoutHash}
      ON CONFLICT (catalog, layout_hash, weights, rank) DO UPDATE
         SET effective_weights = EXCLUDED.effective_weights, statistics = EXCLUDED.statistics,
             components = EXCLUDED.components, created_at = now()
      RETURNING rank`);
    if (saved.length === 0) throw new LayoutNotFoundError(catalog, layoutHash);
  }
}
