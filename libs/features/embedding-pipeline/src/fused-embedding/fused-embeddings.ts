import type { Weights } from '@kindred/catalog';
import {
  canonicalWeights,
  effectiveWeights,
  layoutDimension,
  LayoutNotFoundError,
  modalitiesOf,
  parseWeights,
  scaleBlocks,
  type EmbeddingLayout,
  type EmbeddingReduction,
  type EmbeddingReductionRepository,
  type ReductionKey,
  type StoredLayout,
} from '@kindred/fusion';
import { coordinates } from '@kindred/vector-math';
import type { VectorPoint } from '@kindred/vector-store';
import { CatalogQueue } from '../catalog-queue.ts';
import { InvalidDimensionsError } from '../errors.ts';
import type { SourceRepositories } from '../stored-sources.ts';
import { learnReduction } from './reduction-learner.ts';
import { StoredPoints } from './stored-points.ts';

export interface FusedEmbeddingsOptions extends SourceRepositories {
  readonly layouts: { findActive(catalog: string): Promise<{ readonly stored: StoredLayout } | undefined> };
  readonly reductions: EmbeddingReductionRepository;
}

/** What vectors are asked for. */
export interface EmbeddingRequest {
  readonly catalog: string;
  /** 1 to 512, or all of the layout's; absent: all. */
  readonly dimensions?: number;
  /** None negative. Absent: blocks are left unweighted, or, with fewer dimensions, weighted equally. */
  readonly weights?: Weights;
}

/** What vectors of one request are made of. */
export interface EmbeddingForm {
  readonly catalog: string;
  readonly stored: StoredLayout;
  /** Length of the vectors. */
  readonly dimension: number;
  /** Modality → effective weight, by whose square root its block is scaled; undefined: unweighted. */
  readonly effectiveWeights: Weights | undefined;
  /** Undefined where all dimensions are kept. */
  readonly reduction: EmbeddingReduction | undefined;
}

export interface ItemEmbedding {
  readonly itemId: string;
  /** [form.dimension] */
  readonly vector: Float32Array;
  /** Modalities that the item lacks; section means stand in. */
  readonly imputed: readonly string[];
}

export const MAX_REDUCED_DIMENSIONS = 512;
/** Most ask for so few, which is learned in a quarter of the time. */
const USUAL_RANK = 128;

/**
 * Fused embeddings as an artefact for other tools: whole and unweighted; or scaled, so that a dot product is the score; or cut to
 * fewer dimensions, so that a dot product is nearly the score but for a constant. Everyone gets the same vectors: a reduction is
 * learned when it is first asked for, kept in the database, and learned anew when the layout is fitted anew.
 */
export class FusedEmbeddings {
  readonly #options: FusedEmbeddingsOptions;
  readonly #points: StoredPoints;
  readonly #learning = new CatalogQueue();
  /** The one used last by each catalog. */
  readonly #recent = new Map<string, EmbeddingReduction>();

  constructor(options: FusedEmbeddingsOptions) {
    this.#options = options;
    this.#points = new StoredPoints(options);
  }

  /** Length of the vectors, once the request was found good. @throws LayoutNotFoundError, InvalidDimensionsError, InvalidWeightsError */
  async dimensionOf(request: EmbeddingRequest): Promise<number> {
    return (await this.#check(request)).dimension;
  }

  /** Learns the reduction if there is none yet, which takes seconds. @throws LayoutNotFoundError, InvalidDimensionsError, InvalidWeightsError */
  async open(request: EmbeddingRequest): Promise<EmbeddingForm> {
    const { catalog } = request;
    const { stored, dimension, weights } = await this.#check(request);
    const full = layoutDimension(stored.layout);
    const modalities = modalitiesOf(stored.layout);
    if (dimension === full) {
      const effective = weights && effectiveWeights(weights, stored.statistics.spreads, modalities).weights;
      return { catalog, stored, dimension, effectiveWeights: effective, reduction: undefined };
    }
    const equal = Object.fromEntries(modalities.map((modality) => [modality, 1]));
    const rank = Math.min(full, dimension <= USUAL_RANK ? USUAL_RANK : MAX_REDUCED_DIMENSIONS);
    const key = { layoutHash: stored.layout.hash, weights: weights ?? equal, rank };
    const reduction = await this.#learning.run(catalog, () => this.#reduction(catalog, stored, key));
    return { catalog, stored, dimension, effectiveWeights: reduction.effectiveWeights, reduction };
  }

  /** Undefined for an item that is not there. */
  async find(form: EmbeddingForm, itemId: string): Promise<ItemEmbedding | undefined> {
    for await (const [point] of this.#points.read(form, [itemId])) return point && embeddingOf(form, point);
    return undefined;
  }

  /** All items, by id in code-point order, in batches; memory is for one batch. Items that go meanwhile may be left out. */
  async *stream(form: EmbeddingForm): AsyncGenerator<ItemEmbedding[]> {
    for await (const itemIds of this.#points.itemIds(form.catalog))
      for await (const points of this.#points.read(form, itemIds))
        yield points.map((point) => embeddingOf(form, point));
  }

  async #check({ catalog, dimensions, weights }: EmbeddingRequest) {
    const active = await this.#options.layouts.findActive(catalog);
    if (active === undefined) throw new LayoutNotFoundError(catalog);
    const { stored } = active;
    const full = layoutDimension(stored.layout);
    return {
      stored,
      dimension: checkedDimension(dimensions ?? full, full),
      weights: weights === undefined ? undefined : checkedWeights(stored.layout, weights),
    };
  }

  async #reduction(catalog: string, stored: StoredLayout, key: ReductionKey): Promise<EmbeddingReduction> {
    const { reductions } = this.#options;
    const fits = (candidate: EmbeddingReduction | undefined): candidate is EmbeddingReduction =>
      candidate !== undefined &&
      sameKey(candidate, key) &&
      candidate.statistics.layoutItemCount === stored.statistics.itemCount;
    const recent = this.#recent.get(catalog);
    if (fits(recent)) return recent;
    let found = await reductions.find(catalog, key);
    if (!fits(found)) {
      await reductions.save(catalog, await learnReduction(this.#points, { catalog, stored, ...key }));
      // Another process may have come later: all use what is kept.
      found = await reductions.find(catalog, key);
    }
    if (found === undefined) throw new LayoutNotFoundError(catalog, key.layoutHash);
    this.#recent.set(catalog, found);
    return found;
  }
}

function embeddingOf(form: EmbeddingForm, { itemId, vector, imputed }: VectorPoint): ItemEmbedding {
  const { stored, dimension, effectiveWeights: effective, reduction } = form;
  const scaled = effective === undefined ? vector : scaleBlocks(stored.layout, vector, effective);
  return {
    itemId,
    vector: reduction === undefined ? scaled : coordinates(reduction.components, scaled, dimension),
    imputed,
  };
}

function checkedDimension(dimensions: number, full: number): number {
  const isKnown = dimensions === full || (dimensions <= Math.min(full, MAX_REDUCED_DIMENSIONS) && dimensions >= 1);
  if (!Number.isInteger(dimensions) || !isKnown)
    throw new InvalidDimensionsError(dimensions, { full, mostReduced: MAX_REDUCED_DIMENSIONS });
  return dimensions;
}

/** In the layout's order and without zeros, so that the same weights have one key. Negative ones are refused at once. */
function checkedWeights(layout: EmbeddingLayout, weights: Weights): Weights {
  const modalities = modalitiesOf(layout);
  const parsed = parseWeights(weights, modalities);
  const given = Object.fromEntries(
    modalities.filter((modality) => (parsed[modality] ?? 0) !== 0).map((modality) => [modality, parsed[modality]!]),
  );
  scaleBlocks(layout, new Float32Array(layoutDimension(layout)), given);
  return given;
}

function sameKey(left: ReductionKey, right: ReductionKey): boolean {
  return (
    left.layoutHash === right.layoutHash &&
    left.rank === right.rank &&
    canonicalWeights(left.weights) === canonicalWeights(right.weights)
  );
}
