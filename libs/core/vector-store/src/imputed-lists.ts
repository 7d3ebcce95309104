import type { BlockSpec } from './vector-store.ts';

/** Lists of imputed modalities, each kept once: a few serve all rows. */
export class ImputedLists {
  readonly #modalities: readonly string[];
  readonly #lists = new Map<string, readonly string[]>();

  constructor(blocks: readonly BlockSpec[]) {
    this.#modalities = blocks.map((block) => block.modality);
  }

  /** The list of those modalities in block order; frozen. */
  intern(imputed: readonly string[]): readonly string[] {
    const inOrder = this.#modalities.filter((modality) => imputed.includes(modality));
    const key = inOrder.join('\u001f');
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    this.#lists.set(key, Object.freeze(inOrder));
    return inOrder;
  }
}
