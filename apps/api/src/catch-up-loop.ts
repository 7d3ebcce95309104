import type { CatalogRepository } from '@kindred/catalog';
import { EncoderMismatchError, type EmbeddingPipeline } from '@kindred/embedding-pipeline';
import { PeriodicTask } from '@kindred/periodic-task';
import type { Logger } from 'pino';

const EVERY_MS = 5000;

export interface CatchUpOptions {
  readonly pipeline: Pick<EmbeddingPipeline, 'catchUp'>;
  readonly catalogs: Pick<CatalogRepository, 'list'>;
  readonly logger: Logger;
  /** Another catalog that has other encoders is left alone. */
  readonly defaultCatalog: string;
}

/** Applies what was written to the database but not yet to the vector store: after a crash, an outage, or by another process. */
export class CatchUpLoop {
  readonly #pipeline: Pick<EmbeddingPipeline, 'catchUp'>;
  readonly #catalogs: Pick<CatalogRepository, 'list'>;
  readonly #logger: Logger;
  readonly #defaultCatalog: string;
  /** Catalogs of other encoders, each told once. */
  readonly #leftAlone = new Set<string>();
  #task: PeriodicTask | undefined;

  private constructor({ pipeline, catalogs, logger, defaultCatalog }: CatchUpOptions) {
    this.#pipeline = pipeline;
    this.#catalogs = catalogs;
    this.#logger = logger;
    this.#defaultCatalog = defaultCatalog;
  }

  /**
   * Catches up once, compares counts too, then goes on every five seconds. @throws EncoderMismatchError of the default catalog,
   * what the stores throw
   */
  static async start(options: CatchUpOptions): Promise<CatchUpLoop> {
    const loop = new CatchUpLoop(options);
    await loop.#catchUp({ compareCounts: true });
    loop.#task = new PeriodicTask(() => loop.#catchUp({ compareCounts: false }), {
      everyMs: EVERY_MS,
      onProblem: (err) => options.logger.error({ err }, 'catching up with the database failed; it is tried again'),
    });
    return loop;
  }

  /** Waits for the round under way. */
  async close(): Promise<void> {
    await this.#task?.close();
  }

  async #catchUp(options: { readonly compareCounts: boolean }): Promise<void> {
    for (const { name } of await this.#catalogs.list()) {
      try {
        const { applied, refilled } = await this.#pipeline.catchUp(name, options);
        if (applied > 0 || refilled)
          this.#logger.info({ catalog: name, applied, refilled }, 'caught up with the database');
      } catch (err) {
        if (!(err instanceof EncoderMismatchError) || name === this.#defaultCatalog) throw err;
        if (!this.#leftAlone.has(name)) this.#logger.error({ catalog: name, err }, 'left alone: it has other encoders');
        this.#leftAlone.add(name);
      }
    }
  }
}
