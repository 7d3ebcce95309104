import { join } from 'node:path';
import type { Item } from '@kindred/catalog';
import { connectOrStartEmbeddedPostgres, openDatabase, type Database } from '@kindred/database';
import { collectionName } from '@kindred/embedding-pipeline';
import type { CollectionSpec, VectorPoint } from '@kindred/vector-store';
import { EmbeddedVectorStore } from '@kindred/vector-store-embedded';
import { GROUP_SIZE, titleOf } from './revised-item.ts';
import type { WrittenGroups } from './upserting-client.ts';

const CATALOG = 'default';
const UNIT_TOLERANCE = 1e-3;

/** What PostgreSQL and the vector store hold, while the API runs on the data folder. */
export interface StoredState {
  readonly items: ReadonlyMap<string, Item>;
  readonly points: ReadonlyMap<string, VectorPoint>;
  /** Points in the vector store's collection. */
  readonly pointCount: number;
  readonly blocks: CollectionSpec['blocks'];
}

export async function readStores(dataDir: string): Promise<StoredState> {
  const postgres = await connectOrStartEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  const database = await openDatabase({ url: postgres.url });
  const store = await EmbeddedVectorStore.open({ path: join(dataDir, 'vectors'), readOnly: true });
  try {
    const items = await readItems(database);
    const layout = await database.layouts.findActive(CATALOG);
    if (layout === undefined) return { items, points: new Map(), pointCount: 0, blocks: [] };
    const name = collectionName(CATALOG, layout.layout.hash);
    const points = await store.fetch(name, [...items.keys()]);
    return { items, points, pointCount: await store.count(name), blocks: layout.layout.blocks };
  } finally {
    await store.close();
    await database.close();
    await postgres.stop();
  }
}

async function readItems(database: Database): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  for await (const batch of database.items.stream(CATALOG, 500)) for (const item of batch) items.set(item.id, item);
  return items;
}

/** What is wrong, in sentences: something acknowledged that is not there, something half there, counts that differ. */
export function findProblems(state: StoredState, written: WrittenGroups): string[] {
  const problems: string[] = [];
  if (state.pointCount !== state.items.size)
    problems.push(`${String(state.pointCount)} points for ${String(state.items.size)} items in PostgreSQL`);
  for (const [group, sent] of written.sent) {
    const acknowledged = written.acknowledged.get(group) ?? 0;
    for (let index = 0; index < GROUP_SIZE; index++) {
      const id = `g${String(group)}-i${String(index)}`;
      const problem = problemOf(id, index, { state, acknowledged, sent });
      if (problem !== undefined) problems.push(`${id}: ${problem}`);
    }
  }
  return problems;
}

function problemOf(
  id: string,
  index: number,
  { state, acknowledged, sent }: { state: StoredState; acknowledged: number; sent: number },
): string | undefined {
  const item = state.items.get(id);
  const point = state.points.get(id);
  if (item === undefined)
    return acknowledged > 0 ? 'acknowledged, and not in PostgreSQL' : point && 'in the vector store alone';
  const revision = item.price?.amount ?? 0;
  if (revision < acknowledged || revision > sent)
    return `has revision ${String(revision)}, ${String(acknowledged)} was acknowledged and ${String(sent)} sent last`;
  if (item.title !== titleOf(index, revision)) return `has the price of revision ${String(revision)} and another title`;
  if (point === undefined) return 'is in PostgreSQL, and not in the vector store';
  if (point.facets.price?.amount !== revision)
    return `has revision ${String(revision)} in PostgreSQL and ${String(point.facets.price?.amount)} in the vector store`;
  return halfBlock(point, state.blocks);
}

/** The block that isn't whole; only photos are missing on purpose. */
function halfBlock({ vector, imputed }: VectorPoint, blocks: StoredState['blocks']): string | undefined {
  let offset = 0;
  for (const { modality, dimension } of blocks) {
    const block = vector.subarray(offset, offset + dimension);
    offset += dimension;
    if (modality === 'image') continue;
    const length = Math.sqrt(block.reduce((sum, value) => sum + value * value, 0));
    if (imputed.includes(modality) || Math.abs(length - 1) > UNIT_TOLERANCE)
      return `has a ${modality} block of length ${length.toFixed(3)}${imputed.includes(modality) ? ', imputed' : ''}`;
  }
  return undefined;
}
