/** One call, cut into chunks that are worked on one after the other. */
export interface QueuedCall<Chunk> {
  /** A person is waiting: a query or a single photo. */
  readonly urgent: boolean;
  /** Removes and returns the next chunk. */
  takeChunk(): Chunk | undefined;
}

/** After so many urgent chunks in a row a bulk chunk has its turn, so that an import is slowed but never starved. */
const URGENT_IN_A_ROW = 4;

/**
 * Decides which call's chunk is next: urgent calls before bulk calls, and calls of the same kind in turn, a chunk each.
 * So a query waits for the chunk in progress and for the urgent calls before it, whatever imports are running.
 */
export class FairQueue<Chunk, Call extends QueuedCall<Chunk>> {
  readonly #urgent: Call[] = [];
  readonly #bulk: Call[] = [];
  #urgentInARow = 0;

  add(call: Call): void {
    (call.urgent ? this.#urgent : this.#bulk).push(call);
  }

  remove(call: Call): void {
    for (const lane of [this.#urgent, this.#bulk]) {
      const at = lane.indexOf(call);
      if (at >= 0) lane.splice(at, 1);
    }
  }

  /** The next chunk and the call that it belongs to. */
  next(): { readonly call: Call; readonly chunk: Chunk } | undefined {
    while (this.#urgent.length + this.#bulk.length > 0) {
      const bulkTurn = this.#urgent.length === 0 || (this.#bulk.length > 0 && this.#urgentInARow >= URGENT_IN_A_ROW);
      this.#urgentInARow = bulkTurn ? 0 : this.#urgentInARow + 1;
      const lane = bulkTurn ? this.#bulk : this.#urgent;
      const call = lane.shift();
      const chunk = call?.takeChunk();
      if (call === undefined || chunk === undefined) continue;
      lane.push(call);
      return { call, chunk };
    }
    return undefined;
  }

  /** Further chunks to be worked on together with the one just taken: of each call, urgent ones first, what `take` gives. */
  takeAlong(take: (call: Call) => Chunk | undefined): { readonly call: Call; readonly chunk: Chunk }[] {
    const taken = [];
    for (const call of [...this.#urgent, ...this.#bulk])
      for (let chunk = take(call); chunk !== undefined; chunk = take(call)) taken.push({ call, chunk });
    return taken;
  }
}
