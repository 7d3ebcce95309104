import type { EmbedOutcome } from '../embed-each.ts';

/** Vectors of photos that were encoded a moment ago and may not be stored yet: the same photo at several addresses is encoded once. */
export class RecentVectors {
  readonly #capacity: number;
  readonly #done = new Map<string, Float32Array>();
  readonly #underWay = new Map<string, Promise<EmbedOutcome>>();

  /** @param capacity vectors that are kept, the latest */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  find(contentHash: string): Float32Array | undefined {
    return this.#done.get(contentHash);
  }

  /** What `encode` gives, or what it gives to another who asked before. An `encode` that throws fails its own caller only. */
  async encodeOnce(contentHash: string, encode: () => Promise<EmbedOutcome>): Promise<EmbedOutcome> {
    for (let other = this.#underWay.get(contentHash); other !== undefined; other = this.#underWay.get(contentHash)) {
      const outcome = await other.catch(() => undefined);
      if (outcome !== undefined) return outcome;
    }
    const done = this.#done.get(contentHash);
    if (done !== undefined) return { vector: done };
    const encoding = encode();
    this.#underWay.set(contentHash, encoding);
    try {
      const outcome = await encoding;
      if ('vector' in outcome) this.#keep(contentHash, outcome.vector);
      return outcome;
    } finally {
      if (this.#underWay.get(contentHash) === encoding) this.#underWay.delete(contentHash);
    }
  }

  #keep(contentHash: string, vector: Float32Array): void {
    this.#done.set(contentHash, vector);
    if (this.#done.size > this.#capacity) this.#done.delete(this.#done.keys().next().value ?? '');
  }
}
