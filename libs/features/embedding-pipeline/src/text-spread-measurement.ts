import { encoderId, type ImageEmbeddingModel, type TextEmbeddingModel } from '@kindred/embedding-model';
import { measureTextSpread, PairSampler, spreadOf, type LayoutStatistics, type StoredLayout } from '@kindred/fusion';
import { loadBlocks, loadSources, type SourceRepositories } from './stored-sources.ts';

export interface TextSpreadMeasurementOptions extends SourceRepositories {
  readonly imageModel: ImageEmbeddingModel;
  /** Told where the text tower fails: the catalog keeps what was measured before. */
  readonly onProblem: (catalog: string, error: unknown) => void;
}

type Fit = Pick<StoredLayout, 'layout' | 'statistics'>;

/** The same for every catalog and time, so that equal data gives equal spreads. */
const SEED = 1;
/** Titles that stand for what people will search by; each costs the text tower about as much as a photo costs the other one. */
const MAX_TITLES = 256;
const BATCH_SIZE = 500;

/** Measures how far the similarity of words and photos spreads, on titles of items and photos of others. */
export class TextSpreadMeasurement {
  readonly #options: TextSpreadMeasurementOptions;
  /** Title → vector, of the last measurement: the next one draws nearly the same titles. */
  #known: ReadonlyMap<string, Float32Array> = new Map();
  readonly #failed = new Set<string>();

  constructor(options: TextSpreadMeasurementOptions) {
    this.#options = options;
  }

  /** Whether the catalog's photos can be searched by words and nothing was measured with this tower; false after it failed. */
  isDue(catalog: string, { layout, statistics }: Fit): boolean {
    const tower = this.#towerOf(layout);
    if (tower === undefined || this.#failed.has(catalog)) return false;
    return statistics.textSpreads?.['image']?.encoderId !== encoderId(tower.spec);
  }

  /** One pass over the items; the tower encodes at most {@link MAX_TITLES} titles. Without a tower what was measured before. */
  async measure(catalog: string, { layout, statistics }: Fit): Promise<Pick<LayoutStatistics, 'textSpreads'>> {
    const tower = this.#towerOf(layout);
    const before = statistics.textSpreads === undefined ? {} : { textSpreads: statistics.textSpreads };
    if (tower === undefined) return before;
    try {
      const spread = await this.#measureWith(tower, catalog, spreadOf(statistics.spreads, 'image'));
      this.#failed.delete(catalog);
      return { textSpreads: { image: { encoderId: encoderId(tower.spec), spread } } };
    } catch (error) {
      this.#failed.add(catalog);
      this.#options.onProblem(catalog, error);
      return before;
    }
  }

  async #measureWith(tower: TextEmbeddingModel, catalog: string, spreadOfPhotos: number): Promise<number> {
    const sampler = new PairSampler({ seed: SEED, maxItems: MAX_TITLES });
    for await (const items of this.#options.items.stream(catalog, BATCH_SIZE))
      for (const { id, section, images } of items)
        if (images.some(({ contentHash }) => contentHash !== undefined)) sampler.add(id, section);
    const pairs = sampler.pairs();
    const itemIds = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))];
    const { titles, photos } = await this.#load(catalog, itemIds);
    const lefts = [...new Set(pairs.map(({ left }) => left))];
    const vectors = await this.#embed(
      tower,
      lefts.flatMap((id) => titles.get(id) ?? []),
    );
    return measureTextSpread(
      { pairs, leftOf: (id) => vectors.get(titles.get(id) ?? ''), rightOf: (id) => photos.get(id) },
      spreadOfPhotos,
    );
  }

  async #load(catalog: string, itemIds: readonly string[]) {
    const encoders = new Map([['image', encoderId(this.#options.imageModel.spec)]]);
    const titles = new Map<string, string>();
    const photos = new Map<string, Float32Array>();
    for (let start = 0; start < itemIds.length; start += BATCH_SIZE) {
      const sources = await loadSources(this.#options, catalog, itemIds.slice(start, start + BATCH_SIZE));
      for (const [id, { item }] of sources) titles.set(id, item.title);
      for (const [id, blocks] of await loadBlocks(this.#options.blocks, sources.values(), { encoders })) {
        const photo = blocks.get('image');
        if (photo !== undefined) photos.set(id, photo);
      }
    }
    return { titles, photos };
  }

  async #embed(tower: TextEmbeddingModel, titles: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const wanted = [...new Set(titles)];
    const unknown = wanted.filter((title) => !this.#known.has(title));
    const { dimension } = tower.spec;
    const data = unknown.length === 0 ? new Float32Array(0) : (await tower.embedDocuments(unknown)).data;
    const added = unknown.map((title, row): [string, Float32Array] => [
      title,
      data.slice(row * dimension, (row + 1) * dimension),
    ]);
    const kept = [...this.#known].filter(([title]) => wanted.includes(title));
    this.#known = new Map([...kept, ...added]);
    return this.#known;
  }

  #towerOf(layout: StoredLayout['layout']): TextEmbeddingModel | undefined {
    const { imageModel } = this.#options;
    const block = layout.blocks.find(({ modality }) => modality === 'image');
    return block?.encoderId === encoderId(imageModel.spec) ? imageModel.textTower : undefined;
  }
}
