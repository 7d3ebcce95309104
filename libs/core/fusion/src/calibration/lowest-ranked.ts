import { compareCodePoints } from '@kindred/catalog';

interface Ranked {
  readonly itemId: string;
  readonly rank: number;
}

/** Keeps the items of lowest rank, ties by id in code-point order. */
export class LowestRanked {
  readonly #capacity: number;
  /** Rising. */
  readonly #kept: Ranked[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Returns the item that is not kept now: the offered one, one kept before, or none. */
  offer(itemId: string, rank: number): string | undefined {
    const offered = { itemId, rank };
    const last = this.#kept.at(-1);
    if (this.#kept.length >= this.#capacity && last !== undefined && compare(offered, last) > 0) return itemId;
    this.#kept.splice(this.#placeOf(offered), 0, offered);
    return this.#kept.length > this.#capacity ? this.#kept.pop()?.itemId : undefined;
  }

  sorted(): string[] {
    return this.#kept.map(({ itemId }) => itemId);
  }

  #placeOf(offered: Ranked): number {
    let [low, high] = [0, this.#kept.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#kept[middle]!, offered) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(left: Ranked, right: Ranked): number {
  return left.rank - right.rank || compareCodePoints(left.itemId, right.itemId);
}
