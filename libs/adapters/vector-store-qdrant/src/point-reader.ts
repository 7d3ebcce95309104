import { mapBounded } from './map-bounded.ts';
import { FUSED_VECTOR } from './collection-config.ts';
import { readFacets, type PointPayload } from './point-payload.ts';
import { pointIdOf } from './point-id.ts';
import type { QdrantConnection } from './qdrant-connection.ts';
import type { VectorPoint } from '@kindred/vector-store';

interface PointReply {
  readonly id: string;
  readonly payload?: PointPayload;
  readonly vector: { readonly [FUSED_VECTOR]: readonly number[] };
}

const POINTS_PER_REQUEST = 128;
const CONCURRENT_REQUESTS = 4;

/** Reads points by id, a bounded number of bytes at a time. */
export class PointReader {
  readonly #connection: QdrantConnection;
  readonly #target: string;

  /** `target`: the collection's, or its alias's, name on the server. */
  constructor(connection: QdrantConnection, target: string) {
    this.#connection = connection;
    this.#target = target;
  }

  /** Vectors of those points that exist, by point id. */
  async readVectors(collection: string, pointIds: readonly string[]): Promise<Map<string, Float32Array>> {
    const replies = await this.#read(collection, pointIds, false);
    return new Map(replies.map(({ id, vector }) => [id, Float32Array.from(vector[FUSED_VECTOR])]));
  }

  /** Points of those items that exist, by item id. */
  async readPoints(collection: string, itemIds: readonly string[]): Promise<Map<string, VectorPoint>> {
    const ids = [...new Set(itemIds)].map((itemId) => pointIdOf(collection, itemId));
    const points = new Map<string, VectorPoint>();
    for (const { payload, vector } of await this.#read(collection, ids, true)) {
      if (payload === undefined) continue;
      const { itemId, imputed } = payload;
      const floats = Float32Array.from(vector[FUSED_VECTOR]);
      points.set(itemId, { itemId, vector: floats, imputed, facets: readFacets(payload) });
    }
    return points;
  }

  async #read(collection: string, ids: readonly string[], withPayload: boolean): Promise<PointReply[]> {
    const pages: (readonly string[])[] = [];
    for (let begin = 0; begin < ids.length; begin += POINTS_PER_REQUEST)
      pages.push(ids.slice(begin, begin + POINTS_PER_REQUEST));
    const replies = await mapBounded(pages, CONCURRENT_REQUESTS, (page) =>
      this.#connection.call<PointReply[]>({
        operation: 'fetch',
        method: 'POST',
        path: `/collections/${this.#target}/points`,
        collection,
        body: { ids: page, with_payload: withPayload, with_vector: [FUSED_VECTOR] },
      }),
    );
    return replies.flat();
  }
}
