import type { CatalogRepository } from '@kindred/catalog';
import type { EmbeddingPipeline } from '@kindred/embedding-pipeline';
import type { Logger } from 'pino';

const EVERY_MS = 5000;

/** Applies what was written to the database but not yet to the vector store: after a crash, an outage, or by another process. */
export class CatchUpLoop {
  readonly #pipeline: Pick<EmbeddingPipeline, 'catchUp'>;
  readonly #catalogs: Pick<CatalogRepository, 'list'>;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(
    pipeline: Pick<EmbeddingPipeline, 'catchUp'>,
    catalogs: Pick<CatalogRepository, 'list'>,
    logger: Logger,
  ) {
    this.#pipeline = pipeline;
    this.#catalogs = catalogs;
    this.#logger = logger;
  }

  /** Catches up once, compares counts too, then goes on every five seconds. @throws what the stores throw */
  static async start(
    pipeline: Pick<EmbeddingPipeline, 'catchUp'>,
    catalogs: Pick<CatalogRepository, 'list'>,
    logger: Logger,
  ): Promise<CatchUpLoop> {
    const loop = new CatchUpLoop(pipeline, catalogs, logger);
    await loop.#catchUp({ compareCounts: true });
    loop.#schedule();
    return loop;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#catchUp({ compareCounts: false })
        .catch((err: unknown) => this.#logger.error({ err }, 'catching up with the database failed; it is tried again'))
        .then(() => this.#schedule());
    }, EVERY_MS);
    this.#timer.unref();
  }

  async #catchUp(options: { readonly compareCounts: boolean }): Promise<void> {
    for (const { name } of await this.#catalogs.list()) {
      const { applied, refilled } = await this.#pipeline.catchUp(name, options);
      if (applied > 0 || refilled)
        this.#logger.info({ catalog: name, applied, refilled }, 'caught up with the database');
    }
  }
}
