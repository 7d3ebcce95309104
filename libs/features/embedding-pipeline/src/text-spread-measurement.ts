import { encoderId, type TextEmbeddingModel } from '@kindred/embedding-model';
import {
  measureTextSpread,
  PairSampler,
  spreadOf,
  transformBlock,
  type LayoutStatistics,
  type StoredLayout,
  type TextSpread,
} from '@kindred/fusion';
import type { CatalogEncoders, CatalogModels } from './catalog-encoders.ts';
import { loadBlocks, loadSources, type SourceRepositories } from './stored-sources.ts';

export interface TextSpreadMeasurementOptions extends SourceRepositories {
  readonly encoders: CatalogEncoders;
  readonly clock: () => Date;
  /** Told where the text tower fails, once until it works again: the catalog keeps what was measured before. */
  readonly onProblem: (catalog: string, error: unknown) => void;
}

/** What fitting a layout needs of it. */
export type WordSpreads = Pick<TextSpreadMeasurement, 'isDue' | 'measure'>;

type Fit = Pick<StoredLayout, 'layout' | 'statistics' | 'transforms' | 'encoderUrls'>;

/** The same for every catalog and time, so that equal data gives equal spreads. */
const SEED = 1;
/** Titles that stand for what people will search by; each costs a text tower about as much as a photo costs the other one. */
const MAX_TITLES = 256;
const BATCH_SIZE = 500;
/** A tower that failed is tried again so much later. */
const RETRY_MS = 60_000;

/** Modality → the model that encodes words for it. */
type Comparers = ReadonlyMap<string, TextEmbeddingModel>;

/**
 * Measures how far the similarity of words spreads, among photos and among texts, on titles of items beside what others have. Only where
 * words search both: the weights of one modality alone need no spread.
 */
export class TextSpreadMeasurement {
  readonly #options: TextSpreadMeasurementOptions;
  /** Encoder id → title → vector, of the last measurement: the next one draws nearly the same titles. */
  #known = new Map<string, ReadonlyMap<string, Float32Array>>();
  /** Catalog → when a tower that failed is tried again, in milliseconds. */
  readonly #failed = new Map<string, number>();
  /** Hashes of layouts whose photos no words can be compared with: their encoders needn't be opened to see it again. */
  readonly #towerless = new Set<string>();

  constructor(options: TextSpreadMeasurementOptions) {
    this.#options = options;
  }

  /** Whether the catalog's photos can be searched by words and nothing was measured with this tower; false for a minute after it failed. */
  async isDue(catalog: string, fit: Fit): Promise<boolean> {
    const { layout, statistics } = fit;
    const now = this.#options.clock().getTime();
    if (now < (this.#failed.get(catalog) ?? now) || this.#towerless.has(layout.hash)) return false;
    // Encoders that can't be opened now are told of by whoever needs them.
    const models = await this.#options.encoders.open(catalog, fit).catch(() => undefined);
    const tower = models && towerOf(layout, models);
    if (models !== undefined && tower === undefined) this.#towerless.add(layout.hash);
    if (tower === undefined) return false;
    return statistics.textSpreads?.['image']?.encoderId !== encoderId(tower.spec);
  }

  /** One pass over the items; each model encodes at most {@link MAX_TITLES} titles. Without a tower what was measured before. */
  async measure(catalog: string, fit: Fit): Promise<Pick<LayoutStatistics, 'textSpreads'>> {
    const { layout, statistics } = fit;
    const before = statistics.textSpreads === undefined ? {} : { textSpreads: statistics.textSpreads };
    const models = await this.#options.encoders.open(catalog, fit).catch(() => undefined);
    const tower = models && towerOf(layout, models);
    if (models === undefined || tower === undefined) return before;
    const comparers = new Map([
      ['image', tower],
      ['text', models.text],
    ]);
    try {
      const textSpreads = await this.#measureWith(comparers, catalog, { ...fit, models });
      this.#failed.delete(catalog);
      return { textSpreads };
    } catch (error) {
      if (!this.#failed.has(catalog)) this.#options.onProblem(catalog, error);
      this.#failed.set(catalog, this.#options.clock().getTime() + RETRY_MS);
      return before;
    }
  }

  async #measureWith(comparers: Comparers, catalog: string, fit: Fit & { readonly models: CatalogModels }) {
    const sampler = new PairSampler({ seed: SEED, maxItems: MAX_TITLES });
    for await (const items of this.#options.items.stream(catalog, BATCH_SIZE))
      for (const { id, section, images } of items)
        if (images.some(({ contentHash }) => contentHash !== undefined)) sampler.add(id, section);
    const pairs = sampler.pairs();
    const itemIds = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))];
    const { titles, blocks } = await this.#load(catalog, itemIds, fit.models);
    const wanted = new Set(pairs.flatMap(({ left }) => titles.get(left) ?? []));
    const textSpreads: Record<string, TextSpread> = {};
    const known = new Map<string, ReadonlyMap<string, Float32Array>>();
    for (const [modality, model] of comparers) {
      const identity = encoderId(model.spec);
      const vectors = known.get(identity) ?? (await embedTitles(model, wanted, this.#known.get(identity)));
      known.set(identity, vectors);
      const spread = measureTextSpread(
        {
          pairs,
          leftOf: (id) => transformed(fit, modality, vectors.get(titles.get(id) ?? '')),
          rightOf: (id) => transformed(fit, modality, blocks.get(id)?.get(modality)),
        },
        spreadOf(fit.statistics.spreads, modality),
      );
      textSpreads[modality] = { encoderId: identity, spread };
    }
    this.#known = known;
    return textSpreads;
  }

  async #load(catalog: string, itemIds: readonly string[], { image, text }: CatalogModels) {
    const encoders = new Map([
      ['image', encoderId(image.spec)],
      ['text', encoderId(text.spec)],
    ]);
    const titles = new Map<string, string>();
    const blocks = new Map<string, ReadonlyMap<string, Float32Array>>();
    for (let start = 0; start < itemIds.length; start += BATCH_SIZE) {
      const sources = await loadSources(this.#options, catalog, itemIds.slice(start, start + BATCH_SIZE));
      for (const [id, { item }] of sources) titles.set(id, item.title);
      for (const [id, own] of await loadBlocks(this.#options.blocks, sources.values(), { encoders }))
        blocks.set(id, own);
    }
    return { titles, blocks };
  }
}

function towerOf(layout: StoredLayout['layout'], { image }: CatalogModels): TextEmbeddingModel | undefined {
  const block = layout.blocks.find(({ modality }) => modality === 'image');
  return block?.encoderId === encoderId(image.spec) ? image.textTower : undefined;
}

/** As the layout stores it, and as searches compare it. */
function transformed(fit: Fit, modality: string, vector: Float32Array | undefined): Float32Array | undefined {
  return vector === undefined ? undefined : transformBlock(fit, modality, vector);
}

/** Title → its vector as a query; those that are known are not encoded again. */
async function embedTitles(
  model: TextEmbeddingModel,
  wanted: ReadonlySet<string>,
  known: ReadonlyMap<string, Float32Array> = new Map(),
): Promise<ReadonlyMap<string, Float32Array>> {
  const vectors = new Map([...known].filter(([title]) => wanted.has(title)));
  const unknown = [...wanted].filter((title) => !vectors.has(title));
  if (unknown.length === 0) return vectors;
  const { dimension, queryPrefix, documentPrefix } = model.spec;
  if (queryPrefix !== documentPrefix) {
    for (const title of unknown) vectors.set(title, await model.embedQuery(title));
    return vectors;
  }
  // In batches, and behind the queries of others.
  const { data } = await model.embedDocuments(unknown);
  for (const [row, title] of unknown.entries()) vectors.set(title, data.slice(row * dimension, (row + 1) * dimension));
  return vectors;
}
