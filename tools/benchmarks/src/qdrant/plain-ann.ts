import { vectorDimension, type CollectionSpec, type VectorPoint } from '@kindred/vector-store';

/** What others do: one HNSW over fused vectors with equal weights, asked with ef 128 for ten ids. */
export class PlainAnn {
  readonly #baseUrl: string;
  readonly #name: string;

  constructor(baseUrl: string, name: string) {
    this.#baseUrl = baseUrl;
    this.#name = name;
  }

  async create(spec: CollectionSpec): Promise<void> {
    await this.#call('DELETE', '');
    const vectors = { size: vectorDimension(spec), distance: 'Dot', hnsw_config: { m: 16, ef_construct: 128 } };
    await this.#call('PUT', '', { vectors });
  }

  async upsert(points: readonly VectorPoint[], firstId: number): Promise<void> {
    for (let begin = 0; begin < points.length; begin += 250)
      await this.#call('PUT', '/points?wait=true', {
        points: points.slice(begin, begin + 250).map(({ itemId, vector }, index) => ({
          id: firstId + begin + index,
          vector: shortened(vector, 1),
          payload: { itemId },
        })),
      });
  }

  async isSettled(): Promise<boolean> {
    const { status } = (await this.#call('GET', '')) as { status: string };
    return status === 'green';
  }

  /** Item ids of the ten nearest. */
  async search(vector: Float32Array): Promise<string[]> {
    const query = { query: shortened(vector, 0.2), limit: 10, with_payload: true, params: { hnsw_ef: 128 } };
    const { points } = (await this.#call('POST', '/points/query', query)) as {
      points: readonly { payload: { itemId: string } }[];
    };
    return points.map(({ payload }) => payload.itemId);
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#baseUrl}/collections/${this.#name}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return ((await response.json()) as { result: unknown }).result;
  }
}

function shortened(vector: Float32Array, factor: number): number[] {
  return Array.from(vector, (value) => Math.round(value * factor * 1e8) / 1e8);
}
