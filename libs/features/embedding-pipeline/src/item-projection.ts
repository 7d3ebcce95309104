import type { Item } from '@kindred/catalog';
import type { VectorPoint, VectorStore } from '@kindred/vector-store';
import { UnsettledItemsError } from './errors.ts';
import { mapInTurns } from './map-in-turns.ts';
import {
  areSameSources,
  loadBlocks,
  loadSources,
  type ItemSource,
  type SourceRepositories,
  type VectorsByEncoder,
} from './stored-sources.ts';

/** A collection and how items become its points. */
export interface ProjectionTarget {
  readonly collection: string;
  /** Modality → encoder id of the blocks that come from the block store. */
  readonly storedEncoders: ReadonlyMap<string, string>;
  /** Whether the item lacks a photo or (where the layout has it) a clip with an embedding, a price, a brand or a section, so that its point has a block filled in. */
  isIncomplete(item: Item): boolean;
  /** Multiplications that a point takes, beyond a few thousand. */
  readonly pointWork: number;
  /** `blocks`: modality → unit vector, without the ones that the item lacks. */
  buildPoint(item: Item, blocks: ReadonlyMap<string, Float32Array>): VectorPoint;
}

export interface ItemProjectionOptions extends SourceRepositories {
  readonly store: Pick<VectorStore, 'upsert' | 'delete'>;
}

const MAX_ROUNDS = 20;

/**
 * Makes the vector store say what the database says about some items: always from what is committed now, never from what
 * a caller holds, and looked at again after writing. So whoever comes last, in whichever process, the store ends equal to
 * the database; doing it twice does no harm.
 */
export class ItemProjection {
  readonly #options: ItemProjectionOptions;

  constructor(options: ItemProjectionOptions) {
    this.#options = options;
  }

  /** @throws VectorStoreError, UnsettledItemsError when others keep changing the same items */
  async project(
    catalog: string,
    itemIds: readonly string[],
    {
      targets,
      known,
    }: { readonly targets: readonly ProjectionTarget[]; readonly known?: VectorsByEncoder | undefined },
  ): Promise<void> {
    let pending = [...new Set(itemIds)];
    let sources = await loadSources(this.#options, catalog, pending);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (pending.length === 0) return;
      for (const target of targets) await this.#write(target, pending, { sources, known });
      const current = await loadSources(this.#options, catalog, pending);
      const written = sources;
      pending = pending.filter((id) => !areSameSources(written.get(id), current.get(id)));
      sources = current;
    }
    throw new UnsettledItemsError(catalog, pending, MAX_ROUNDS);
  }

  async #write(
    target: ProjectionTarget,
    itemIds: readonly string[],
    given: { sources: Awaited<ReturnType<typeof loadSources>>; known?: VectorsByEncoder | undefined },
  ): Promise<void> {
    const { store, blocks } = this.#options;
    const sources = itemIds.flatMap((id) => given.sources.get(id) ?? []);
    const loaded = await loadBlocks(blocks, sources, {
      encoders: target.storedEncoders,
      ...(given.known === undefined ? {} : { known: given.known }),
    });
    const build = ({ item }: ItemSource) => target.buildPoint(item, loaded.get(item.id) ?? new Map());
    const points = await mapInTurns(sources, target.pointWork, build);
    const gone = itemIds.filter((id) => !given.sources.has(id));
    if (points.length > 0) await store.upsert(target.collection, points);
    if (gone.length > 0) await store.delete(target.collection, gone);
  }
}
