import type { Item, ItemWriter, OutboxEntry } from '@kindred/catalog';
import type { EncodedBatch } from './block-encoder.ts';
import type { CatalogQueue } from './catalog-queue.ts';
import { reasonOf } from './errors.ts';
import { outcomesOf } from './intake-outcomes.ts';
import type { IntakeOutcome } from './item-draft.ts';
import type { OutboxApplier } from './outbox-applier.ts';
import { areSameReferences, isSameItem } from './same-item.ts';
import { loadSources, type ItemSource, type SourceRepositories } from './stored-sources.ts';

export interface BatchCommitterOptions extends SourceRepositories {
  readonly writer: ItemWriter;
  readonly outbox: OutboxApplier;
  readonly queue: CatalogQueue;
}

export interface CommittedBatch {
  /** One per input, in the order of the inputs. */
  readonly outcomes: readonly IntakeOutcome[];
  /** What the write left to the outbox because the vector store could not take it; empty when all is searchable. */
  readonly pending: readonly OutboxEntry[];
  /** Items that were written, each once. */
  readonly changed: readonly Item[];
  /** Texts and photos that went through a model. */
  readonly blocksEncoded: number;
  readonly photosEncoded: number;
}

export interface CommitOptions {
  /** Leaves the write to the outbox: a first import fits its layout on many items at once. Default false. */
  readonly defer?: boolean;
}

/** Commits what was encoded to the database and shows it to the vector store. Writes of one catalog follow one another. */
export class BatchCommitter {
  readonly #options: BatchCommitterOptions;

  constructor(options: BatchCommitterOptions) {
    this.#options = options;
  }

  /** One transaction, then the vector store. Items that are stored as they are given are not written. */
  async commit(batch: EncodedBatch, { defer = false }: CommitOptions = {}): Promise<CommittedBatch> {
    return this.#options.queue.run(batch.catalog, async () => {
      const stored = await loadSources(this.#options, batch.catalog, idsOf(batch.drafts));
      const drafts = batch.drafts.map((draft) => ({ ...draft, item: keepCreatedAt(draft, stored.get(draft.item.id)) }));
      const changed = drafts.filter((draft) => !isStored(draft, stored.get(draft.item.id)));
      const entries = await this.#write(batch, changed);
      const warning = defer ? undefined : await this.#apply(batch.catalog, entries, batch.vectors);
      const written = changed.map(({ item }) => item);
      return {
        outcomes: outcomesOf(batch, { drafts, stored, changed: new Set(idsOf(changed)), warning }),
        pending: defer || warning !== undefined ? entries : [],
        changed: written,
        blocksEncoded: batch.newBlocks.length,
        photosEncoded: batch.newBlocks.filter(({ encoderId }) => encoderId === batch.imageEncoderId).length,
      };
    });
  }

  /** Deletes what exists of the ids; returns those. */
  async delete(catalog: string, itemIds: readonly string[]): Promise<{ deleted: string[]; warnings: string[] }> {
    return this.#options.queue.run(catalog, async () => {
      const entries = await this.#options.writer.delete(catalog, itemIds);
      const warning = await this.#apply(catalog, entries);
      return { deleted: entries.map(({ itemId }) => itemId), warnings: warning === undefined ? [] : [warning] };
    });
  }

  async #write(batch: EncodedBatch, changed: EncodedBatch['drafts']): Promise<OutboxEntry[]> {
    if (changed.length === 0) return [];
    return this.#options.writer.upsert(batch.catalog, {
      items: changed.map(({ item }) => item),
      blocks: batch.newBlocks,
      references: changed.flatMap(({ references }) => references),
    });
  }

  /** A warning instead of an error: what is committed must not look lost because the vector store is away. */
  async #apply(
    catalog: string,
    entries: readonly OutboxEntry[],
    known?: EncodedBatch['vectors'],
  ): Promise<string | undefined> {
    if (entries.length === 0) return undefined;
    try {
      await this.#options.outbox.apply(catalog, entries, known);
      return undefined;
    } catch (error) {
      return `Saved, but not searchable yet: ${reasonOf(error)} It is caught up as soon as the vector store answers.`;
    }
  }
}

function idsOf(drafts: EncodedBatch['drafts']): string[] {
  return drafts.map(({ item }) => item.id);
}

function keepCreatedAt({ item, namesCreatedAt }: EncodedBatch['drafts'][number], stored: ItemSource | undefined): Item {
  return stored === undefined || namesCreatedAt ? item : { ...item, createdAt: stored.item.createdAt };
}

function isStored({ item, references }: EncodedBatch['drafts'][number], stored: ItemSource | undefined): boolean {
  return stored !== undefined && isSameItem(stored.item, item) && areSameReferences(stored.references, references);
}
