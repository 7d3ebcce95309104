/** What was kept: the index that the caller gave, and its score. */
export interface ScoredIndex {
  readonly index: number;
  readonly score: number;
}

/**
 * The best `limit` of many scored indices, in a bounded heap: O(log limit) per offer, no sorting of what doesn't make it.
 * Scores fall; equal scores are ordered by `compareTies` (negative: the left one first), by index if there is none.
 */
export class TopK {
  readonly limit: number;
  readonly #compareTies: (leftIndex: number, rightIndex: number) => number;
  /** Binary heap with the worst entry at its root. */
  readonly #heap: ScoredIndex[] = [];

  /** `limit` ≥ 1. Each index is offered at most once. */
  constructor(limit: number, compareTies: (leftIndex: number, rightIndex: number) => number = (a, b) => a - b) {
    if (!Number.isInteger(limit) || limit < 1)
      throw new RangeError(`The limit must be a whole number from 1, not ${String(limit)}.`);
    this.limit = limit;
    this.#compareTies = compareTies;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** A score below this can't get in any more; -Infinity until the heap is full. */
  get threshold(): number {
    return this.#heap.length < this.limit ? -Infinity : this.#heap[0]!.score;
  }

  /** `score` is not NaN. */
  offer(index: number, score: number): void {
    const heap = this.#heap;
    if (heap.length < this.limit) {
      heap.push({ index, score });
      this.#siftUp(heap.length - 1);
      return;
    }
    const worst = heap[0]!;
    if (score < worst.score) return;
    const entry = { index, score };
    if (this.#compare(entry, worst) >= 0) return;
    heap[0] = entry;
    this.#siftDown();
  }

  /** Best first. The heap stays as it is. */
  sorted(): ScoredIndex[] {
    return [...this.#heap].sort((left, right) => this.#compare(left, right));
  }

  /** Negative if `left` is better. */
  #compare(left: ScoredIndex, right: ScoredIndex): number {
    return left.score === right.score ? this.#compareTies(left.index, right.index) : right.score - left.score;
  }

  #siftUp(start: number): void {
    const heap = this.#heap;
    let child = start;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.#compare(heap[child]!, heap[parent]!) <= 0) return;
      [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
      child = parent;
    }
  }

  #siftDown(): void {
    const heap = this.#heap;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) return;
      if (child + 1 < heap.length && this.#compare(heap[child + 1]!, heap[child]!) > 0) child += 1;
      if (this.#compare(heap[child]!, heap[parent]!) <= 0) return;
      [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
      parent = child;
    }
  }
}
