import { basename } from 'node:path';
import { facetsOf, type ItemFacets } from '@kindred/catalog';
import type { TabularItem } from '@kindred/fusion';
import { vectorDimension, type BlockSpec, type CollectionSpec, type VectorPoint } from '@kindred/vector-store';
import { buildDenseBlocks } from './build-dense-blocks.ts';
import { itemIdOf, streamCatalogue } from './catalogue-stream.ts';
import type { CollectionOptions } from './collection-options.ts';
import { NpyReader } from './npy-file.ts';
import type { SeedEmbeddings } from './seed-embeddings.ts';
import { buildTabularColumns, type TabularColumn } from './tabular-columns.ts';

/** A block of a query or a row: views or copies, in block order. */
export interface QueryItem {
  readonly itemId: string;
  /** [sum of block dimensions]; every block is the item's own. */
  readonly vector: Float32Array;
}

interface RowFacts {
  readonly facets: ItemFacets;
  readonly hasPhoto: boolean;
}

/** Points, queries held out of them and spare points, of which only the dense blocks stay on disk. */
export class RetrievalCollection {
  readonly options: CollectionOptions;
  /** Holds the blocks on disk, and whatever else is worth keeping for this collection. */
  readonly folder: string;
  readonly spec: CollectionSpec;
  readonly tabular: readonly TabularColumn[];
  /** Image, text. */
  readonly dense: readonly NpyReader[];
  readonly #facts: readonly RowFacts[];

  private constructor(parts: Pick<RetrievalCollection, 'options' | 'folder' | 'tabular' | 'dense'>, facts: RowFacts[]) {
    this.options = parts.options;
    this.folder = parts.folder;
    this.tabular = parts.tabular;
    this.dense = parts.dense;
    this.#facts = facts;
    const [image, text] = parts.dense;
    const blocks: BlockSpec[] = [
      { modality: 'image', dimension: image!.shape.dimension },
      { modality: 'text', dimension: text!.shape.dimension },
      ...parts.tabular.map(({ modality, dimension }) => ({ modality, dimension, repeats: true })),
    ];
    this.spec = { name: `bench-${basename(parts.folder)}`, blocks };
  }

  static async open(options: CollectionOptions, seeds: SeedEmbeddings, cacheDir: string): Promise<RetrievalCollection> {
    const files = await buildDenseBlocks(options, seeds, cacheDir);
    const facts: RowFacts[] = [];
    const items: TabularItem[] = [];
    for await (const { item, hasPhoto } of streamCatalogue(options)) {
      facts.push({ facets: facetsOf(item), hasPhoto });
      items.push(item);
    }
    const tabular = buildTabularColumns(items);
    const dense = [await NpyReader.open(files.image), await NpyReader.open(files.text)];
    return new RetrievalCollection({ options, folder: files.folder, tabular, dense }, facts);
  }

  get items(): number {
    return this.options.items;
  }

  get dimension(): number {
    return vectorDimension(this.spec);
  }

  facetsOf(row: number): ItemFacets {
    return this.#facts[row]!.facets;
  }

  /** Rows `begin` to `end`; those from `items` on are not in the collection. */
  async readPoints(begin: number, end: number): Promise<VectorPoint[]> {
    const dense = await Promise.all(this.dense.map((reader) => reader.read(begin, end)));
    return Array.from({ length: end - begin }, (_, index) => this.#pointOf(begin + index, index, dense));
  }

  /** Fused embeddings of any rows, in their order. */
  async readVectors(rows: readonly number[]): Promise<Float32Array[]> {
    return Promise.all(rows.map(async (row) => (await this.readPoints(row, row + 1))[0]!.vector));
  }

  /** The first `count` items of the reserve that lack nothing. @throws RangeError if there are fewer */
  async readQueries(count: number): Promise<QueryItem[]> {
    const { items, reserve } = this.options;
    const points = await this.readPoints(items, items + Math.min(reserve, 2 * count + 20));
    const complete = points.filter(({ imputed }) => imputed.length === 0).slice(0, count);
    if (complete.length < count)
      throw new RangeError(`Only ${String(complete.length)} of ${String(count)} queries lack nothing. Ask for fewer.`);
    return complete;
  }

  async close(): Promise<void> {
    for (const reader of this.dense) await reader.close();
  }

  #pointOf(row: number, index: number, dense: readonly Float32Array[]): VectorPoint {
    const vector = new Float32Array(this.dimension);
    const imputed: string[] = this.#facts[row]!.hasPhoto ? [] : ['image'];
    let offset = 0;
    for (const [which, values] of dense.entries()) {
      const { dimension } = this.dense[which]!.shape;
      vector.set(values.subarray(index * dimension, (index + 1) * dimension), offset);
      offset += dimension;
    }
    for (const { modality, dimension, blocks, blockOf, imputed: filled } of this.tabular) {
      const block = blockOf[row]!;
      vector.set(blocks.subarray(block * dimension, (block + 1) * dimension), offset);
      offset += dimension;
      if (filled[block] === 1) imputed.push(modality);
    }
    return { itemId: itemIdOf(row), vector, imputed, facets: this.#facts[row]!.facets };
  }
}
