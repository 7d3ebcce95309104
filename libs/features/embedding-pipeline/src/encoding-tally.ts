import type { RunCounts, RunFailure } from '@kindred/catalog';
import type { EncodedItems } from './encode-stored-items.ts';
import type { ItemSource } from './stored-sources.ts';

export type EncodingCounts = RunCounts;

/** An item that had a block which it can't have under another encoder. */
export interface LostBlock {
  readonly itemId: string;
  readonly reason: string;
}

/** Counts items by what encoding them came to, each once however often it is gone through. read = embedded + unchanged + failed. */
export class EncodingTally {
  readonly #outcomes = new Map<string, 'embedded' | 'unchanged' | 'failed'>();
  readonly #lost = new Map<string, string>();

  get counts(): EncodingCounts {
    const tally = { embedded: 0, unchanged: 0, failed: 0 };
    for (const outcome of this.#outcomes.values()) tally[outcome] += 1;
    return { read: this.#outcomes.size, ...tally };
  }

  get losses(): readonly LostBlock[] {
    return [...this.#lost].map(([itemId, reason]) => ({ itemId, reason }));
  }

  /** Returns the failures that were not known. */
  add(sources: readonly ItemSource[], { encodings, blocks, failures }: EncodedItems): RunFailure[] {
    const fresh = new Set(blocks.map(({ inputHash }) => inputHash));
    const embedded = encodings.filter(({ references }) =>
      references.some(({ inputHashes }) => inputHashes.some((hash) => fresh.has(hash))),
    );
    for (const { item } of sources) if (!this.#outcomes.has(item.id)) this.#outcomes.set(item.id, 'unchanged');
    for (const { item } of embedded) this.#outcomes.set(item.id, 'embedded');
    const reported: RunFailure[] = [];
    for (const { itemId, reason, lost } of failures) {
      if (!lost) continue;
      if (!this.#lost.has(itemId)) reported.push({ row: 0, itemId, reason });
      this.#outcomes.set(itemId, 'failed');
      this.#lost.set(itemId, reason);
    }
    return reported;
  }
}
