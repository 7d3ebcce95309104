/**
 * Hands out row numbers and takes them back. A row that was given back is handed out again only when every reader that
 * could still see it has gone, so readers need no lock: what they began to read stays as it was.
 */
export class RowAllocator {
  /** One more than the highest row ever handed out. */
  rowCount = 0;
  readonly #free: number[] = [];
  /** In the order in which they were given back, each with the clock at that time. */
  #retired: { readonly row: number; readonly clock: number }[] = [];
  readonly #readers = new Map<symbol, number>();
  #clock = 0;
  readonly #onFree: (row: number) => void;

  /** `onFree` is called when a row's content is seen by nobody any more. */
  constructor(onFree: (row: number) => void) {
    this.#onFree = onFree;
  }

  allocate(): number {
    return this.#free.pop() ?? this.rowCount++;
  }

  retire(row: number): void {
    if (this.#readers.size === 0) this.#release(row);
    else this.#retired.push({ row, clock: ++this.#clock });
  }

  /** Until the returned function is called, no row given back from now on is handed out again. */
  beginReading(): () => void {
    const reader = Symbol('reader');
    this.#readers.set(reader, this.#clock);
    return () => {
      if (this.#readers.delete(reader)) this.#sweep();
    };
  }

  #sweep(): void {
    if (this.#retired.length === 0) return;
    const oldest = this.#readers.size === 0 ? Number.POSITIVE_INFINITY : Math.min(...this.#readers.values());
    const kept = this.#retired.findIndex(({ clock }) => clock > oldest);
    const released = kept < 0 ? this.#retired : this.#retired.slice(0, kept);
    this.#retired = kept < 0 ? [] : this.#retired.slice(kept);
    for (const { row } of released) this.#release(row);
  }

  #release(row: number): void {
    this.#onFree(row);
    this.#free.push(row);
  }
}
