import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { itemIdOf } from '../data/catalogue-stream.ts';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';
import type { PlainAnn } from './plain-ann.ts';

export interface QdrantPlainAnnOptions {
  readonly m: number;
  readonly efConstruct: number;
  /** Candidates kept while the graph is searched. */
  readonly ef: number;
}

/** Qdrant's own defaults, with all points in one graph. */
export const QDRANT_PLAIN_ANN: QdrantPlainAnnOptions = { m: 16, efConstruct: 100, ef: 128 };

const POINTS_PER_UPSERT = 500;
const INDEXED_WITHIN_MS = 30 * 60_000;

/**
 * One HNSW graph over the fused vectors on the server, filled on the first call (minutes) and found again by its number of
 * points after it. `url` is `http://host:port`.
 */
export async function openQdrantPlainAnn(
  collection: RetrievalCollection,
  url: string,
  options: QdrantPlainAnnOptions = QDRANT_PLAIN_ANN,
): Promise<PlainAnn> {
  const server = new QdrantRest(url);
  const name = `fused-${collection.spec.name}`;
  if ((await server.countIndexed(name)) !== collection.items) await build(server, name, { collection, options });
  const { m, efConstruct, ef } = options;
  return {
    description: `Qdrant HNSW over the fused vectors (one graph, m ${String(m)}, ef_construct ${String(efConstruct)}, ef ${String(ef)}, float32, dot product, REST)`,
    search: async (vector, limit) => {
      const body = { query: [...vector], limit, params: { hnsw_ef: ef }, with_payload: false };
      const { points } = (await server.send('POST', `/collections/${name}/points/query`, body)) as {
        points: { id: number }[];
      };
      return points.map(({ id }) => itemIdOf(id));
    },
    close: () => server.close(),
  };
}

async function build(
  server: QdrantRest,
  name: string,
  { collection, options }: { collection: RetrievalCollection; options: QdrantPlainAnnOptions },
): Promise<void> {
  console.error(`Building Qdrant's index of ${String(collection.items)} fused vectors …`);
  await server.send('DELETE', `/collections/${name}`);
  await server.send('PUT', `/collections/${name}`, {
    vectors: { size: collection.dimension, distance: 'Dot' },
    hnsw_config: { m: options.m, ef_construct: options.efConstruct },
    // Nothing is indexed before all is there, so that one segment with one graph comes of it.
    optimizers_config: { default_segment_number: 1, max_segment_size: 100_000_000, indexing_threshold: 0 },
  });
  for (let begin = 0; begin < collection.items; begin += POINTS_PER_UPSERT) {
    const points = await collection.readPoints(begin, Math.min(collection.items, begin + POINTS_PER_UPSERT));
    const ids = points.map((_, index) => begin + index);
    const batch = { ids, vectors: points.map(({ vector }) => [...vector]) };
    await server.send('PUT', `/collections/${name}/points?wait=true`, { batch });
  }
  await server.send('PATCH', `/collections/${name}`, { optimizers_config: { indexing_threshold: 1000 } });
  const deadline = performance.now() + INDEXED_WITHIN_MS;
  while ((await server.countIndexed(name)) !== collection.items) {
    if (performance.now() > deadline) throw new Error(`Qdrant did not index '${name}' within 30 minutes.`);
    await pause(1000);
  }
}

/** The few calls that are needed, over connections that stay open. */
class QdrantRest {
  readonly #pool: Pool;

  constructor(url: string) {
    this.#pool = new Pool(url, { connections: 8, bodyTimeout: 120_000, headersTimeout: 120_000 });
  }

  /** @throws Error with what the server says */
  async send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const response = await this.#pool.request({
      method,
      path,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.body.json()) as { result?: unknown; status: unknown };
    if (response.statusCode >= 400)
      throw new Error(
        `Qdrant answers ${String(response.statusCode)} to ${method} ${path}: ${JSON.stringify(answer.status)}`,
      );
    return answer.result;
  }

  /** Points in the graph; fewer than there are while the server still builds it, undefined without a collection. */
  async countIndexed(name: string): Promise<number | undefined> {
    const { exists } = (await this.send('GET', `/collections/${name}/exists`)) as { exists: boolean };
    if (!exists) return undefined;
    const info = (await this.send('GET', `/collections/${name}`)) as {
      status: string;
      points_count: number;
      indexed_vectors_count: number;
    };
    const isSmall = info.points_count < SMALLEST_INDEXED;
    return info.status === 'green' && (isSmall || info.indexed_vectors_count >= info.points_count)
      ? info.points_count
      : -1;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}

/** Below this Qdrant builds no graph and compares everything. */
const SMALLEST_INDEXED = 10_000;
