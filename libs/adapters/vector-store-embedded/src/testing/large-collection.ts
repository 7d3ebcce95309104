import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  InMemoryVectorStore,
  type BlockSpec,
  type CollectionSpec,
  type VectorPoint,
  type VectorQuery,
  type VectorSearchResult,
} from '@kindred/vector-store';
import { randomPoints, randomVector, seededRandom } from '@kindred/vector-store/testing';
import { CollectionScan } from '../scan/collection-scan.ts';
import { ScanMemory } from '../scan/scan-memory.ts';
import { ScanThreads } from '../scan/scan-threads.ts';
import { ScanTable } from '../table/scan-table.ts';

export const LARGE_COUNT = 12_000;
/** Each of a block's numbers is by this factor smaller than the one before, so that few directions tell most, as in real embeddings. */
const DECAY = 0.97;

/** A collection that threads scan, beside the same points in a store that compares everything. */
export class LargeCollection {
  readonly spec: CollectionSpec;
  readonly threads = new ScanThreads(2);
  readonly table: ScanTable;
  readonly scan: CollectionScan;
  readonly #oracle = new InMemoryVectorStore();
  readonly #random = seededRandom(11);

  /** The first block and the last have so many dimensions. */
  constructor(image: number, behavior: number) {
    const blocks: BlockSpec[] = [
      { modality: 'image', dimension: image },
      { modality: 'brand', dimension: 8, repeats: true },
      { modality: 'price', dimension: 5 },
      { modality: 'behavior', dimension: behavior },
    ];
    this.spec = { name: 'large', blocks };
    const memory = new ScanMemory();
    const kernels = this.threads.kernelsOn(memory.memory);
    this.table = new ScanTable(blocks, memory, kernels);
    const settings = { threads: 2, maxWaitMs: 1, inlineBytes: 0 };
    this.scan = new CollectionScan({ table: this.table, memory, kernels, threads: this.threads, settings });
  }

  /** Three of four items share one brand, so that brand alone gives 9,000 ties. */
  async fill(): Promise<void> {
    const points = makePoints(this.spec);
    for (const point of points) this.table.upsert(point, 1);
    await this.#oracle.ensureCollection(this.spec);
    await this.#oracle.upsert(this.spec.name, points);
  }

  /** Ten results for a random item, with weights of image, brand, price and, if wanted, behavior. */
  query(weights: readonly number[], more: Partial<VectorQuery> = {}): VectorQuery {
    const vector = steepened(randomVector(this.#random, this.spec), this.spec);
    return { vector, weights: [...weights, 0].slice(0, this.spec.blocks.length), limit: 10, ...more };
  }

  /** The scan's answers to queries that come together, and the right ones. */
  async ask(queries: readonly VectorQuery[]): Promise<{ found: VectorSearchResult; exact: VectorSearchResult }[]> {
    const answers = await Promise.all(queries.map((query) => this.scan.search(query)));
    const exact = await Promise.all(queries.map((query) => this.#oracle.search(this.spec.name, query)));
    return answers.map((found, index) => ({ found, exact: exact[index]! }));
  }

  async close(): Promise<void> {
    this.scan.close();
    await this.threads.close();
  }
}

function makePoints(spec: CollectionSpec): VectorPoint[] {
  const [begin, end] = [spec.blocks[0]!.dimension, spec.blocks[0]!.dimension + spec.blocks[1]!.dimension];
  const common = randomVector(seededRandom(5), spec).subarray(begin, end).slice();
  return randomPoints(LARGE_COUNT, 3, spec).map((point, index) => {
    const vector = steepened(point.vector, spec);
    if (index % 4 !== 0) vector.set(common, begin);
    return { ...point, vector, facets: { ...point.facets, attributes: { group: index % 100 } } };
  });
}

function steepened(vector: Float32Array, { blocks }: CollectionSpec): Float32Array {
  let begin = 0;
  for (const { dimension } of blocks) {
    const block = vector.subarray(begin, begin + dimension);
    block.forEach((value, index) => (block[index] = value * DECAY ** index));
    const length = Math.hypot(...block);
    block.forEach((value, index) => (block[index] = value / length));
    begin += dimension;
  }
  return vector;
}

/** What fitting waits for where nothing else goes on. */
export const ALONE = { passesEnd: () => Promise.resolve(), makeWay: () => nextTurn() };
