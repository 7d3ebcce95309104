import { setImmediate as nextTurn } from 'node:timers/promises';

/** About 3 ms of work. */
const MULTIPLICATIONS_PER_TURN = 4_000_000;

/** Lets other work of the event loop have its turn in between of a long computation. */
export class TurnTaking {
  #spent = 0;

  /** Tells of so many multiplications done; true when it is time to await {@link next}. */
  isDue(multiplications: number): boolean {
    this.#spent += multiplications;
    return this.#spent >= MULTIPLICATIONS_PER_TURN;
  }

  async next(): Promise<void> {
    this.#spent = 0;
    await nextTurn();
  }
}
