import type { StoredLayout } from '@kindred/fusion';
import type { VectorPoint } from '@kindred/vector-store';
import { mapInTurns } from '../map-in-turns.ts';
import { createProjectionTarget } from '../projection-target.ts';
import { loadBlocks, loadSources, type SourceRepositories } from '../stored-sources.ts';

const BATCH_SIZE = 500;

/** Points as the vector store has them, built from the database: it is the truth, and needs no vector store or model at hand. */
export class StoredPoints {
  readonly #repositories: SourceRepositories;

  constructor(repositories: SourceRepositories) {
    this.#repositories = repositories;
  }

  /** In batches, by id in code-point order. */
  async *itemIds(catalog: string): AsyncGenerator<string[]> {
    for await (const items of this.#repositories.items.stream(catalog, BATCH_SIZE)) yield items.map(({ id }) => id);
  }

  /** In batches and the order of the ids; those that exist. Memory is for one batch. */
  async *read(
    { catalog, stored }: { readonly catalog: string; readonly stored: StoredLayout },
    itemIds: readonly string[],
  ): AsyncGenerator<VectorPoint[]> {
    const target = createProjectionTarget(catalog, stored);
    for (let start = 0; start < itemIds.length; start += BATCH_SIZE) {
      const wanted = itemIds.slice(start, start + BATCH_SIZE);
      const sources = await loadSources(this.#repositories, catalog, wanted);
      const blocks = await loadBlocks(this.#repositories.blocks, sources.values(), { encoders: target.storedEncoders });
      const present = wanted.flatMap((itemId) => sources.get(itemId) ?? []);
      yield await mapInTurns(present, target.pointWork, ({ item }) =>
        target.buildPoint(item, blocks.get(item.id) ?? new Map()),
      );
    }
  }
}
