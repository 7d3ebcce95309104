import {
  createLayout,
  LayoutNotFoundError,
  transformedBlocks,
  type BlockTransform,
  type LayoutRepository,
  type StoredLayout,
} from '@kindred/fusion';
import type { VectorStore } from '@kindred/vector-store';
import type { LayoutEncoders } from '../catalog-encoders.ts';
import { CatalogLayouts } from '../catalog-layouts.ts';
import { EncoderMismatchError } from '../errors.ts';
import { ItemProjection } from '../item-projection.ts';
import { LayoutFitter } from '../layout-fitter.ts';
import { encoderBlocksOf, modelBlocksIn } from '../projection-target.ts';
import type { SourceRepositories } from '../stored-sources.ts';
import type { WordSpreads } from '../text-spread-measurement.ts';
import { UNOPENED_IMAGE_MODEL, UNOPENED_TEXT_MODEL } from '../unopened-models.ts';
import type { SwitchOptions } from '../collection-switch.ts';
import { VectorStoreRefill } from '../vector-store-refill.ts';

export interface LayoutSwitchOptions extends SourceRepositories, SwitchOptions {
  readonly catalog: string;
  readonly layouts: LayoutRepository;
  readonly store: VectorStore;
}

/** Hashes of the active layouts. */
export interface SwitchedLayout {
  readonly before: string;
  readonly after: string;
}

const MAX_SAMPLED_ITEMS = 50_000;
/** How words spread among transformed photos is measured by a process that has the models, before long. */
const NOT_MEASURED: WordSpreads = { isDue: () => Promise.resolve(false), measure: () => Promise.resolve({}) };

/**
 * Gives a catalog another layout of the same encoders, from the database alone: no model runs or is needed. The new collection is
 * filled beside the live one, checked, and switched to at once.
 */
export class LayoutSwitch {
  readonly #options: LayoutSwitchOptions;
  readonly #active: StoredLayout;
  readonly #fitter: LayoutFitter;
  readonly #refill: VectorStoreRefill;

  private constructor(options: LayoutSwitchOptions, active: StoredLayout) {
    this.#options = options;
    this.#active = active;
    const encoders = unopenedEncoders(active);
    const clock = () => new Date();
    this.#fitter = new LayoutFitter({
      ...options,
      texts: NOT_MEASURED,
      maxSampledItems: MAX_SAMPLED_ITEMS,
    });
    const layouts = new CatalogLayouts({ ...options, encoders, fitter: this.#fitter, clock, cacheMs: 1000 });
    const projection = new ItemProjection(options);
    this.#refill = new VectorStoreRefill({
      ...options,
      layouts,
      projection,
      encoders,
      fitter: this.#fitter,
      texts: NOT_MEASURED,
      clock,
      retireAfterMs: 0,
    });
  }

  /** @throws LayoutNotFoundError before the first import */
  static async open(options: LayoutSwitchOptions): Promise<LayoutSwitch> {
    const active = await options.layouts.findActive(options.catalog);
    if (active === undefined) throw new LayoutNotFoundError(options.catalog);
    return new LayoutSwitch(options, active);
  }

  /** With this transform of the modality in place of the one it has; undefined is none. @throws as `VectorStoreRefill.switchTo` */
  async transform(modality: string, transform: BlockTransform | undefined): Promise<SwitchedLayout> {
    const { layout, statistics, transforms } = this.#active;
    const wanted = new Map(transforms);
    if (transform === undefined) wanted.delete(modality);
    else wanted.set(modality, transform);
    const encoded = transformedBlocks(encoderBlocksOf(this.#active), wanted);
    const blocks = layout.blocks.map((block) => encoded.blocks.find((own) => own.modality === block.modality) ?? block);
    const { encoderUrls } = this.#active;
    const urls = encoderUrls === undefined ? {} : { encoderUrls };
    return this.#switchTo({ layout: createLayout(blocks), statistics, transforms: encoded.transforms, ...urls });
  }

  /** To a layout that the catalog had before. @throws LayoutNotFoundError, EncoderMismatchError, and as `VectorStoreRefill.switchTo` */
  async back(layoutHash: string): Promise<SwitchedLayout> {
    const { catalog, layouts } = this.#options;
    const earlier = await layouts.find(catalog, layoutHash);
    if (earlier === undefined) throw new LayoutNotFoundError(catalog, layoutHash);
    const now = new Map(modelBlocksIn(this.#active).map(({ modality, encoderId }) => [modality, encoderId]));
    for (const { modality, encoderId } of modelBlocksIn(earlier))
      if (now.get(modality) !== encoderId)
        throw new EncoderMismatchError(catalog, modality, {
          stored: now.get(modality) ?? 'no encoder',
          configured: encoderId,
        });
    return this.#switchTo(earlier);
  }

  /** Drops the collections that were switched away from. Call it when no search can be under way on them any more. */
  async dropRetired(): Promise<void> {
    await this.#refill.dropRetired({ all: true });
  }

  async #switchTo(
    wanted: Pick<StoredLayout, 'layout' | 'statistics' | 'transforms' | 'encoderUrls'>,
  ): Promise<SwitchedLayout> {
    const { catalog } = this.#options;
    const [before, after] = [this.#active.layout.hash, wanted.layout.hash];
    if (before !== after)
      await this.#refill.switchTo(catalog, await this.#fitter.measure(catalog, wanted), this.#options);
    return { before, after };
  }
}

/** Those that made the layout; none is opened. */
function unopenedEncoders(active: StoredLayout): LayoutEncoders {
  const encoderUrls = { image: '', text: '', ...active.encoderUrls };
  return {
    open: () => Promise.resolve({ image: UNOPENED_IMAGE_MODEL, text: UNOPENED_TEXT_MODEL }),
    planOf: () => Promise.resolve({ modelBlocks: encoderBlocksOf(active), encoderUrls }),
    checkAudio: () => undefined,
  };
}
