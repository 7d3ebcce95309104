import { encoderId, InputAbortedError, type TextEmbeddingModel } from '@kindred/embedding-model';

/** A text tower that words could not go through. */
export interface TextTowerFailure {
  readonly catalog: string;
  readonly modelId: string;
  readonly error: unknown;
}

export interface TextTowerWatchOptions {
  /** Told once per outage, not by every search that goes without. */
  readonly onFailure?: (failure: TextTowerFailure) => void;
  /** Told when words go through the tower again. */
  readonly onRecovery?: (modelId: string) => void;
  /** Milliseconds; default: the system's. */
  readonly clock?: () => number;
}

const FIRST_RETRY_MS = 1000;
const MAX_RETRY_MS = 60_000;

interface Outage {
  /** Until the next search may try the tower. */
  delayMs: number;
  retryAt: number;
}

/**
 * Lets searches go on without a text tower that can't be opened or fails, and tries it again: after a second, then after twice as long each time,
 * at most a minute. One search at a time tries; the others go without meanwhile.
 */
export class TextTowerWatch {
  readonly #options: TextTowerWatchOptions;
  readonly #clock: () => number;
  /** By the tower's identity: catalogs of one encoder share it. */
  readonly #outages = new Map<string, Outage>();

  constructor(options: TextTowerWatchOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => Date.now());
  }

  /** What `work` gives, or undefined where the tower is of no use now. @throws InputAbortedError, and the reason of an aborted `signal` */
  async tryTower<Result>(
    tower: TextEmbeddingModel,
    { catalog, signal }: { readonly catalog: string; readonly signal?: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    const identity = encoderId(tower.spec);
    const outage = this.#outages.get(identity);
    if (outage !== undefined) {
      if (this.#clock() < outage.retryAt) return undefined;
      outage.retryAt = this.#clock() + outage.delayMs;
    }
    try {
      const result = await work();
      if (this.#outages.delete(identity)) this.#options.onRecovery?.(tower.spec.modelId);
      return result;
    } catch (error) {
      if (signal?.aborted === true || error instanceof InputAbortedError) throw error;
      if (!this.#outages.has(identity)) this.#options.onFailure?.({ catalog, modelId: tower.spec.modelId, error });
      const delayMs = outage === undefined ? FIRST_RETRY_MS : Math.min(MAX_RETRY_MS, outage.delayMs * 2);
      this.#outages.set(identity, { delayMs, retryAt: this.#clock() + delayMs });
      return undefined;
    }
  }
}
