import type { LayoutRepository, StoredLayout } from '@kindred/fusion';
import type { VectorStore } from '@kindred/vector-store';
import type { CatalogModels, LayoutEncoders } from './catalog-encoders.ts';
import { CatalogQueue } from './catalog-queue.ts';
import type { ProjectionTarget } from './item-projection.ts';
import type { LayoutFitter } from './layout-fitter.ts';
import { collectionSpecOf, createProjectionTarget } from './projection-target.ts';

/** A layout in use, with what turns items into its points. */
export interface ActiveLayout {
  readonly stored: StoredLayout;
  /** Name in the vector store. */
  readonly collection: string;
  readonly target: ProjectionTarget;
}

/** With a look-up of the active layout's hash alone, so that a writer needn't read all the means again to see that nothing changed. */
export interface LayoutLookup extends LayoutRepository {
  findActiveHash?(catalog: string): Promise<string | undefined>;
}

export interface CatalogLayoutsOptions {
  readonly layouts: LayoutLookup;
  readonly fitter: LayoutFitter;
  readonly store: VectorStore;
  /** Which models a catalog has; a layout made by others is refused. */
  readonly encoders: LayoutEncoders;
  readonly clock: () => Date;
  /** How long queries may use a layout without asking the database whether it is still the active one. */
  readonly cacheMs: number;
}

/** The active layout of every catalog, and the collections that are being built beside it. */
export class CatalogLayouts {
  readonly #options: CatalogLayoutsOptions;
  readonly #cached = new Map<string, { readonly active: ActiveLayout; readonly readAt: number }>();
  readonly #building = new Map<string, Set<ProjectionTarget>>();
  readonly #making = new CatalogQueue();

  constructor(options: CatalogLayoutsOptions) {
    this.#options = options;
  }

  /** For queries: at most `cacheMs` old. Undefined before the first item. */
  async findActive(catalog: string): Promise<ActiveLayout | undefined> {
    const cached = this.#cached.get(catalog);
    const age = cached === undefined ? Infinity : this.#options.clock().getTime() - cached.readAt;
    return cached !== undefined && age < this.#options.cacheMs ? cached.active : this.reload(catalog);
  }

  /** For writes: the layout that the database calls active now. Its means may be `cacheMs` old. */
  async findCurrent(catalog: string): Promise<ActiveLayout | undefined> {
    const cached = this.#cached.get(catalog);
    if (cached === undefined || this.#options.layouts.findActiveHash === undefined) return this.reload(catalog);
    const hash = await this.#options.layouts.findActiveHash(catalog);
    const isFresh = this.#options.clock().getTime() - cached.readAt < this.#options.cacheMs;
    return isFresh && hash === cached.active.stored.layout.hash ? cached.active : this.reload(catalog);
  }

  async reload(catalog: string): Promise<ActiveLayout | undefined> {
    const stored = await this.#options.layouts.findActive(catalog);
    if (stored === undefined) {
      this.#cached.delete(catalog);
      return undefined;
    }
    const active = activeLayout(catalog, stored);
    this.#cached.set(catalog, { active, readAt: this.#options.clock().getTime() });
    return active;
  }

  /**
   * The active layout; the first one is fitted on what the database holds. @throws EncoderMismatchError if it doesn't say with
   * which models it was made, and this process has others, or if it has sound and this process no encoder of it or another
   */
  async ensure(catalog: string): Promise<ActiveLayout> {
    const active = await this.findCurrent(catalog);
    if (active !== undefined) return this.#checked(catalog, active);
    return this.#making.run(catalog, async () => {
      const made = await this.reload(catalog);
      if (made !== undefined) return this.#checked(catalog, made);
      const { fitter, encoders } = this.#options;
      const stored = await fitter.fit(catalog, await encoders.planOf(catalog, undefined));
      await this.#options.store.ensureCollection(collectionSpecOf(catalog, stored));
      return this.activate(catalog, stored);
    });
  }

  /** The catalog's models, opened. @throws EncoderMismatchError if they don't give the vectors of the active layout */
  async openModels(catalog: string): Promise<CatalogModels> {
    return this.#options.encoders.open(catalog, (await this.findCurrent(catalog))?.stored);
  }

  /** As {@link openModels}, to write items with them. @throws EncoderMismatchError also as {@link ensure} */
  async openToWrite(catalog: string): Promise<CatalogModels> {
    const { encoders } = this.#options;
    const stored = (await this.findCurrent(catalog))?.stored;
    encoders.checkAudio(catalog, stored);
    return encoders.open(catalog, stored);
  }

  /** Before anything is applied. @throws EncoderMismatchError as {@link ensure} */
  async checkModels(catalog: string): Promise<void> {
    const active = await this.findCurrent(catalog);
    if (active !== undefined) await this.#checked(catalog, active);
  }

  /** Replaces statistics and means of a layout. Returns the layout that is active then. */
  async replaceFit(catalog: string, stored: Omit<StoredLayout, 'active'>): Promise<ActiveLayout> {
    await this.#options.layouts.save(catalog, stored);
    return (await this.reload(catalog)) ?? this.activate(catalog, stored);
  }

  /** Saves it and makes it the one that queries use; its collection is there and filled. */
  async activate(catalog: string, stored: Omit<StoredLayout, 'active'>): Promise<ActiveLayout> {
    await this.#options.layouts.save(catalog, stored);
    await this.#options.layouts.activate(catalog, stored.layout.hash);
    const active = activeLayout(catalog, { ...stored, active: true });
    this.#cached.set(catalog, { active, readAt: this.#options.clock().getTime() });
    return active;
  }

  /** Where a change must be written: the active collection and those being built. */
  targets(catalog: string, active: ActiveLayout): ProjectionTarget[] {
    const building = [...(this.#building.get(catalog) ?? [])];
    return [active.target, ...building.filter(({ collection }) => collection !== active.target.collection)];
  }

  /** While `build` runs, changes go to that collection too. */
  async whileBuilding<Result>(
    catalog: string,
    target: ProjectionTarget,
    build: () => Promise<Result>,
  ): Promise<Result> {
    const building = this.#building.get(catalog) ?? new Set();
    this.#building.set(catalog, building.add(target));
    try {
      return await build();
    } finally {
      building.delete(target);
    }
  }

  /** One that names its encoders needs no model to be written to, but that of sound. */
  async #checked(catalog: string, active: ActiveLayout): Promise<ActiveLayout> {
    const { encoders } = this.#options;
    encoders.checkAudio(catalog, active.stored);
    if (active.stored.encoderUrls === undefined) await encoders.open(catalog, active.stored);
    return active;
  }
}

function activeLayout(catalog: string, stored: StoredLayout): ActiveLayout {
  const target = createProjectionTarget(catalog, stored);
  return { stored, collection: target.collection, target };
}
