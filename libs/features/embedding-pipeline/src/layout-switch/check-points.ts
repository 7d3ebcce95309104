import type { VectorPoint, VectorStore } from '@kindred/vector-store';
import { PointMismatchError } from '../errors.ts';
import type { ProjectionTarget } from '../item-projection.ts';
import { loadBlocks, loadSources, type SourceRepositories } from '../stored-sources.ts';

export interface PointCheck extends SourceRepositories {
  readonly store: Pick<VectorStore, 'fetch' | 'search'>;
  readonly catalog: string;
  readonly target: ProjectionTarget;
  /** Number of blocks of the collection. */
  readonly blockCount: number;
}

const SAMPLED = 100;
/** Stores may keep values with so much rounding. */
const TOLERANCE = 1e-4;

/**
 * Whether a collection holds what the database says, on a hundred items spread over the ids: their points as they should be, and
 * each found by a search for itself, under equal weights, with nothing missed that is as close. @throws PointMismatchError, VectorStoreError
 */
export async function checkPoints(check: PointCheck): Promise<void> {
  const { items, catalog, target } = check;
  const step = Math.max(1, Math.floor((await items.count(catalog)) / SAMPLED));
  const itemIds: string[] = [];
  let seen = 0;
  for await (const batch of items.stream(catalog, 500))
    for (const { id } of batch) if (seen++ % step === 0 && itemIds.length < SAMPLED) itemIds.push(id);
  const wrong = await findWrong(check, itemIds);
  // An item may have changed in between; one that is wrong twice is wrong.
  const stillWrong = wrong.length === 0 ? [] : await findWrong(check, wrong);
  if (stillWrong.length > 0) throw new PointMismatchError(catalog, target.collection, stillWrong);
}

async function findWrong(check: PointCheck, itemIds: readonly string[]): Promise<string[]> {
  const { store, blocks, catalog, target, blockCount } = check;
  const sources = await loadSources(check, catalog, itemIds);
  const loaded = await loadBlocks(blocks, sources.values(), { encoders: target.storedEncoders });
  const points = await store.fetch(target.collection, itemIds);
  const wrong: string[] = [];
  for (const [id, { item }] of sources) {
    const point = points.get(id);
    const expected = target.buildPoint(item, loaded.get(id) ?? new Map());
    if (point === undefined || !isSame(point, expected)) {
      wrong.push(id);
      continue;
    }
    const weights = Array.from({ length: blockCount }, () => 1 / blockCount);
    const found = await store.search(target.collection, { vector: point.vector, weights, limit: 1 });
    const own = point.vector.reduce((sum, value) => sum + value * value, 0) / blockCount;
    if ((found.points[0]?.score ?? -Infinity) < own - TOLERANCE) wrong.push(id);
  }
  return wrong;
}

function isSame(left: VectorPoint, right: VectorPoint): boolean {
  return (
    left.vector.length === right.vector.length &&
    left.vector.every((value, i) => Math.abs(value - right.vector[i]!) <= TOLERANCE)
  );
}
