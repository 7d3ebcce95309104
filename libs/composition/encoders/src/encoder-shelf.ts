import { ModelClosedError } from '@kindred/embedding-model';
import type { OpenedModels } from './opened-models.ts';

export interface EncoderShelfSettings {
  /** So many encoders are open at a time, 1 or more. */
  readonly maxOpen: number;
  /** Milliseconds after its last use at which an encoder is closed. */
  readonly idleMs: number;
  readonly clock: () => number;
}

interface Entry {
  readonly opening: Promise<OpenedModels>;
  uses: number;
  usedAt: number;
}

/** Open encoders by key: each opened once, when it is first used; the one longest unused makes room for another. */
export class EncoderShelf {
  readonly #settings: EncoderShelfSettings;
  readonly #entries = new Map<string, Entry>();
  /** Who waits until an encoder is no longer in use. */
  readonly #waiting: (() => void)[] = [];
  #closing: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(settings: EncoderShelfSettings) {
    this.#settings = settings;
  }

  get openCount(): number {
    return this.#entries.size;
  }

  /**
   * The encoder is not closed before `work` settles. Waits while as many as may be open are all in use. @throws ModelClosedError
   * after `close`, what `open` throws
   */
  async use<Result>(
    key: string,
    open: () => Promise<OpenedModels>,
    work: (models: OpenedModels) => Promise<Result>,
  ): Promise<Result> {
    const entry = await this.#take(key, open);
    try {
      return await work(await entry.opening);
    } finally {
      entry.uses -= 1;
      entry.usedAt = this.#settings.clock();
      this.#waiting.shift()?.();
    }
  }

  /** Closes what was not used for long, but for the keys to keep. */
  async closeIdle(keep: ReadonlySet<string>): Promise<void> {
    const before = this.#settings.clock() - this.#settings.idleMs;
    const idle = [...this.#entries].filter(
      ([key, { uses, usedAt }]) => uses === 0 && usedAt <= before && !keep.has(key),
    );
    await Promise.all(idle.map(([key]) => this.#drop(key)));
  }

  /** Closes all; who is under way gets the models' own error. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.all([...this.#entries.keys()].map((key) => this.#drop(key)));
    await this.#closing;
  }

  async #take(key: string, open: () => Promise<OpenedModels>): Promise<Entry> {
    for (;;) {
      if (this.#closed) throw new ModelClosedError(key);
      const known = this.#entries.get(key);
      if (known !== undefined) {
        known.uses += 1;
        return known;
      }
      if (this.#entries.size < this.#settings.maxOpen) return this.#open(key, open);
      const unused = this.#longestUnused();
      if (unused === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      else await this.#drop(unused);
    }
  }

  #open(key: string, open: () => Promise<OpenedModels>): Entry {
    const entry: Entry = { opening: open(), uses: 1, usedAt: this.#settings.clock() };
    this.#entries.set(key, entry);
    // What can't be opened now may be opened later.
    entry.opening.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry;
  }

  #longestUnused(): string | undefined {
    const unused = [...this.#entries].filter(([, { uses }]) => uses === 0);
    return unused.sort(([, left], [, right]) => left.usedAt - right.usedAt)[0]?.[0];
  }

  async #drop(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    const closing = entry.opening.then(
      (models) => models.close(),
      () => undefined,
    );
    this.#closing = Promise.all([this.#closing, closing.catch(() => undefined)]);
    await closing;
  }
}
