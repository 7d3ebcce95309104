import {
  vectorDimension,
  type ScoredPoint,
  type SearchPlan,
  type VectorQuery,
  type VectorSearchResult,
} from '@kindred/vector-store';
import { byServerScore, readCandidates, rescore, type Candidate } from './candidates.ts';
import type { ChosenPlan } from './choose-plan.ts';
import type { QdrantFilter } from './compile-qdrant-filter.ts';
import type { PointReader } from './point-reader.ts';
import type { QdrantConnection } from './qdrant-connection.ts';
import { scoreError, searchBody } from './search-body.ts';
import type { CollectionInfo } from './stored-collection.ts';

export interface CollectionSearchOptions {
  readonly connection: QdrantConnection;
  readonly reader: PointReader;
  /** The collection's, or its alias's, name on the server. */
  readonly target: string;
}

export interface SearchTask {
  readonly info: CollectionInfo;
  readonly query: VectorQuery;
  readonly filter: QdrantFilter | undefined;
  readonly plan: ChosenPlan;
}

/** Asked for beyond the limit, so that most answers show by themselves that nothing equal was cut off. */
const SURPLUS = 2;
/** Up to so many vectors come with the first answer; more are fetched for the winners alone. */
const MAX_INLINE_VECTORS = 128;
/** Equals asked for first, and the factor if there are more: the server's work grows with what it is asked for. */
const FEW_EQUALS = 1000;
const MORE_EQUALS = 10;
/** Candidates whose scores the server can't tell apart are compared in float64 up to so many; beyond, its scores count. */
const MAX_COMPARED_TIES = 256;

/**
 * Finds the best `limit` of a collection. The server ranks in float32 and orders equals arbitrarily; so the winners' vectors are
 * fetched and scored as the core does, and where the limit cuts through scores that the server can't tell apart, a second,
 * exact pass over the collection brings all of them, to be ordered by item id. That pass costs two or three scans of codes, and
 * about 100 bytes for each of the equals; a further one for every tenfold beyond a thousand.
 */
export class CollectionSearch {
  readonly #options: CollectionSearchOptions;

  constructor(options: CollectionSearchOptions) {
    this.#options = options;
  }

  async run(task: SearchTask): Promise<VectorSearchResult> {
    const begin = performance.now();
    const { query, plan, info } = task;
    const asked = query.limit + SURPLUS;
    const first = await this.#ask(task, { plan, limit: asked, withVectors: asked <= MAX_INLINE_VECTORS });
    // The union finds no more than its indexes gave; a scan that comes back short has seen all that match.
    if (plan.name === 'prefetch-union' && first.length < query.limit) {
      const { points } = await this.run({ ...task, plan: { ...plan, name: 'exact-scan' } });
      return { points, plan: describePlan(info, { plan, asked, passes: 2 }, performance.now() - begin) };
    }
    const isCut = first.length === asked && this.#cutsThroughEquals(task, first);
    const points = await this.#score(task, isCut ? await this.#askForEquals(task, first) : first);
    return { points, plan: describePlan(info, { plan, asked, passes: isCut ? 2 : 1 }, performance.now() - begin) };
  }

  /** Whether the last of the candidates may be equal to the one at the limit. */
  #cutsThroughEquals({ info, query }: SearchTask, sorted: readonly Candidate[]): boolean {
    const cut = sorted[query.limit - 1]?.serverScore ?? -Infinity;
    const last = sorted.at(-1)?.serverScore ?? -Infinity;
    return cut - last <= 2 * errorOf(info);
  }

  /** All that the server can't rank below the limit, by an exact pass. */
  async #askForEquals(task: SearchTask, first: readonly Candidate[]): Promise<Candidate[]> {
    const { query } = task;
    const plan: ChosenPlan = { ...task.plan, name: 'exact-scan' };
    const scoreThreshold = (first[query.limit - 1]?.serverScore ?? -Infinity) - 4 * errorOf(task.info);
    for (let limit = Math.max(FEW_EQUALS, 2 * query.limit); ; limit *= MORE_EQUALS) {
      const all = await this.#ask(task, { plan, limit, withVectors: false, scoreThreshold });
      if (all.length < limit) return all;
    }
  }

  async #ask(
    { info, query, filter }: SearchTask,
    more: { plan: ChosenPlan; limit: number; withVectors: boolean; scoreThreshold?: number },
  ): Promise<Candidate[]> {
    const result = await this.#options.connection.call({
      operation: 'search',
      method: 'POST',
      path: `/collections/${this.#options.target}/points/query`,
      collection: info.spec.name,
      body: searchBody({ blocks: info.spec.blocks, query, filter, ...more }),
    });
    return readCandidates(result).sort(byServerScore);
  }

  async #score({ info, query }: SearchTask, sorted: readonly Candidate[]): Promise<ScoredPoint[]> {
    const { blocks, name } = info.spec;
    const winners = contenders(sorted, query.limit, errorOf(info));
    const missing = winners.filter(({ vector }) => vector === undefined).map(({ pointId }) => pointId);
    const fetched = await this.#options.reader.readVectors(name, missing);
    const complete = winners.map((winner) => {
      const vector = winner.vector ?? fetched.get(winner.pointId);
      return vector === undefined ? winner : { ...winner, vector };
    });
    return rescore(blocks, query, complete).slice(0, query.limit);
  }
}

/** Those that may belong to the best `limit`; where too many can't be told apart, those that the server's scores and ids say. */
function contenders(sorted: readonly Candidate[], limit: number, error: number): readonly Candidate[] {
  const cut = sorted[limit - 1]?.serverScore ?? -Infinity;
  const possible = sorted.filter(({ serverScore }) => serverScore >= cut - 2 * error);
  return possible.length <= limit + MAX_COMPARED_TIES ? possible : possible.slice(0, limit);
}

function errorOf({ spec }: CollectionInfo): number {
  return scoreError(vectorDimension(spec), spec.blocks.length);
}

function describePlan(
  { points }: CollectionInfo,
  { plan, asked, passes }: { readonly plan: ChosenPlan; readonly asked: number; readonly passes: 1 | 2 },
  elapsedMs: number,
): SearchPlan {
  const { name, oversampling } = plan;
  const exact = name === 'exact-scan';
  const common = { name, exact, elapsedMs };
  if (exact || passes === 2) return { ...common, rescoredPoints: points };
  return name === 'prefetch-union' ? common : { ...common, rescoredPoints: Math.min(points, asked * oversampling) };
}
