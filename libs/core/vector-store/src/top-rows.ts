/**
 * The best `limit` of the rows offered, by falling score, ties by `compareTies`: a heap with the worst at the root, so that an
 * offer costs one comparison in most cases.
 */
export class TopRows {
  readonly #limit: number;
  readonly #compareTies: (left: number, right: number) => number;
  readonly #heap: { readonly row: number; readonly score: number }[] = [];

  /** `compareTies(left, right)` is below 0 where row `left` comes first. */
  constructor(limit: number, compareTies: (left: number, right: number) => number) {
    this.#limit = limit;
    this.#compareTies = compareTies;
  }

  offer(row: number, score: number): void {
    const worst = this.#heap[0];
    if (this.#heap.length < this.#limit) this.#siftUp({ row, score });
    else if (
      worst !== undefined &&
      (score > worst.score || (score === worst.score && this.#compareTies(row, worst.row) < 0))
    )
      this.#siftDown({ row, score });
  }

  /** Score of the last that is in; undefined while there are fewer than `limit`. */
  get worstScore(): number | undefined {
    return this.#heap.length < this.#limit ? undefined : this.#heap[0]!.score;
  }

  /** Best first. */
  sorted(): { readonly row: number; readonly score: number }[] {
    return [...this.#heap].sort((left, right) => this.#order(left, right));
  }

  #order(left: { row: number; score: number }, right: { row: number; score: number }): number {
    return right.score - left.score || this.#compareTies(left.row, right.row);
  }

  #siftUp(entry: { row: number; score: number }): void {
    let index = this.#heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent]!;
      if (this.#order(above, entry) >= 0) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = entry;
  }

  #siftDown(entry: { row: number; score: number }): void {
    const size = this.#heap.length;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#order(this.#heap[child + 1]!, this.#heap[child]!) > 0) child++;
      if (this.#order(this.#heap[child]!, entry) <= 0) break;
      this.#heap[index] = this.#heap[child]!;
      index = child;
    }
    this.#heap[index] = entry;
  }
}
