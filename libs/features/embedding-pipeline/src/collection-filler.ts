import { createHash } from 'node:crypto';
import type { VectorStore } from '@kindred/vector-store';
import type { ItemProjection, ProjectionTarget } from './item-projection.ts';
import { loadSources, type ItemSource, type SourceRepositories } from './stored-sources.ts';

const BATCH_SIZE = 200;

export interface CollectionFillerOptions extends SourceRepositories {
  readonly store: Pick<VectorStore, 'count'>;
  readonly projection: ItemProjection;
}

/** Fills one collection from the database while items keep changing. */
export class CollectionFiller {
  readonly #options: CollectionFillerOptions;
  readonly #catalog: string;
  readonly #target: ProjectionTarget;
  /** Item id → digest of what was written of it. */
  readonly #written = new Map<string, string>();

  constructor(options: CollectionFillerOptions, catalog: string, target: ProjectionTarget) {
    this.#options = options;
    this.#catalog = catalog;
    this.#target = target;
  }

  /** Writes every item that changed or was deleted since the last call; the first call writes all. Returns how many. */
  async settle(onProgress?: (done: number) => void): Promise<number> {
    const gone = new Set(this.#written.keys());
    let changed = 0;
    let seen = 0;
    for await (const items of this.#options.items.stream(this.#catalog, BATCH_SIZE)) {
      const ids = items.map(({ id }) => id);
      for (const id of ids) gone.delete(id);
      const sources = await loadSources(this.#options, this.#catalog, ids);
      const stale = [...sources].filter(([id, source]) => this.#written.get(id) !== digestOf(source));
      await this.#project(stale.map(([id]) => id));
      for (const [id, source] of stale) this.#written.set(id, digestOf(source));
      changed += stale.length;
      seen += ids.length;
      onProgress?.(seen);
    }
    await this.#project([...gone]);
    for (const id of gone) this.#written.delete(id);
    return changed + gone.size;
  }

  /** Whether the collection holds as many points as the database has items. */
  async compareCounts(): Promise<{ readonly items: number; readonly points: number }> {
    const items = await this.#options.items.count(this.#catalog);
    return { items, points: await this.#options.store.count(this.#target.collection) };
  }

  async #project(itemIds: readonly string[]): Promise<void> {
    await this.#options.projection.project(this.#catalog, itemIds, { targets: [this.#target] });
  }
}

function digestOf({ item, references }: ItemSource): string {
  const keys = references.map(({ modality, encoderId, inputHashes }) => [modality, encoderId, inputHashes]).sort();
  return createHash('sha256')
    .update(JSON.stringify([item, keys]))
    .digest('base64')
    .slice(0, 16);
}
