import type { ItemWriter, OutboxEntry } from '@kindred/catalog';
import type { BlockCompleter } from './block-completer.ts';
import type { ActiveLayout, CatalogLayouts } from './catalog-layouts.ts';
import type { ItemProjection } from './item-projection.ts';
import type { VectorsByEncoder } from './stored-sources.ts';

export interface OutboxApplierOptions {
  readonly writer: ItemWriter;
  readonly layouts: CatalogLayouts;
  readonly projection: ItemProjection;
  readonly completer: BlockCompleter;
}

const BATCH_SIZE = 200;

/** Takes what was committed to the vector store. An entry is acknowledged only after the store shows it. */
export class OutboxApplier {
  readonly #options: OutboxApplierOptions;

  constructor(options: OutboxApplierOptions) {
    this.#options = options;
  }

  /** @throws what the vector store or the database throws; the entries stay pending then */
  async apply(catalog: string, entries: readonly OutboxEntry[], known?: VectorsByEncoder): Promise<void> {
    const { layouts, projection, writer } = this.#options;
    const itemIds = entries.map(({ itemId }) => itemId);
    let active = await layouts.ensure(catalog);
    // A writer knows with which encoders it encoded; of what others wrote it has to be found out.
    if (!isOfLayout(active, known)) await this.complete(catalog, itemIds, active);
    for (;;) {
      await projection.project(catalog, itemIds, { targets: layouts.targets(catalog, active), known });
      // Another process may have switched the layout meanwhile; then its collection lacks this change.
      const current = await layouts.ensure(catalog);
      if (current.stored.layout.hash === active.stored.layout.hash) break;
      active = current;
      await this.complete(catalog, itemIds, active);
    }
    await writer.acknowledge(
      catalog,
      entries.map(({ sequence }) => sequence),
    );
  }

  /** Encodes anew what others than the layout's encoders made of these items. @throws what the database or a model throws */
  async complete(catalog: string, itemIds: readonly string[], active: ActiveLayout): Promise<void> {
    await this.#options.completer.complete(catalog, itemIds, active);
  }

  /** Applies all that is pending, oldest first. Returns how many entries. Call it at start and from time to time. */
  async applyPending(catalog: string): Promise<number> {
    let applied = 0;
    for (;;) {
      const entries = await this.#options.writer.pendingOutbox(catalog, BATCH_SIZE);
      if (entries.length === 0) return applied;
      await this.apply(catalog, entries);
      applied += entries.length;
    }
  }
}

function isOfLayout({ target }: ActiveLayout, known: VectorsByEncoder | undefined): boolean {
  return known !== undefined && [...target.storedEncoders.values()].every((encoderId) => known.has(encoderId));
}
