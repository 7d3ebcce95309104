import type { CatalogSchedule, ProfileScheduleRepository } from '@kindred/catalog';
import { GoldenQueriesBrokenError } from './errors.ts';
import type { PublicationTrial, TriedPublication } from './publication-trial.ts';

export interface DueScheduleSettlerOptions {
  readonly schedules: Pick<ProfileScheduleRepository, 'apply' | 'refuse'>;
  readonly trial: Pick<PublicationTrial, 'run'>;
  readonly clock: () => Date;
  /** So long golden queries that can't be tried are tried again before the schedule is refused; default ten minutes. */
  readonly patienceMs?: number;
  /** Told the first time that they could not be tried. */
  readonly onUntested?: (due: CatalogSchedule, error: unknown) => void;
}

const TRIAL_TIMEOUT_MS = 60_000;

/** Publishes what is due, or refuses it where it was scheduled so and golden queries would break. */
export class DueScheduleSettler {
  readonly #options: DueScheduleSettlerOptions;
  /** When the trial of a schedule failed first, by its id. */
  readonly #untestedSince = new Map<string, Date>();

  constructor(options: DueScheduleSettlerOptions) {
    this.#options = options;
  }

  /**
   * The schedule as it was settled; undefined where it stays pending for now, or another process settled it.
   * @throws what the database throws, and the signal's reason
   */
  async settle(due: CatalogSchedule, signal?: AbortSignal): Promise<CatalogSchedule | undefined> {
    if (!due.refuseIfBroken) return this.#options.schedules.apply(due);
    const tried = await this.#try(due, signal);
    if (tried === undefined) return undefined;
    this.#untestedSince.delete(due.id);
    return 'problem' in tried
      ? this.#options.schedules.refuse(due, { ...tried, brokenGoldenQueries: [] })
      : this.#decide(due, tried);
  }

  async #decide(due: CatalogSchedule, { broken, published }: TriedPublication): Promise<CatalogSchedule | undefined> {
    // Tried against what is published by now: if that changes meanwhile, it is tried again.
    const basis = { expectedPublished: published };
    if (broken.length === 0) return this.#options.schedules.apply(due, basis);
    const { message: problem } = new GoldenQueriesBrokenError(due.profile, due.version, broken);
    const brokenGoldenQueries = broken.map(({ query }) => query.name);
    return this.#options.schedules.refuse(due, { problem, brokenGoldenQueries }, basis);
  }

  async #try(
    due: CatalogSchedule,
    signal?: AbortSignal,
  ): Promise<TriedPublication | { readonly problem: string } | undefined> {
    const { trial, clock, patienceMs = 600_000, onUntested } = this.#options;
    const timeout = AbortSignal.timeout(TRIAL_TIMEOUT_MS);
    const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      return await trial.run({ catalog: due.catalog, name: due.profile, version: due.version }, stop);
    } catch (error) {
      signal?.throwIfAborted();
      const since = this.#untestedSince.get(due.id);
      if (since === undefined) {
        this.#untestedSince.set(due.id, clock());
        onUntested?.(due, error);
      } else if (clock().getTime() - since.getTime() >= patienceMs) {
        return {
          problem: `The golden queries could not be tried for ${String(Math.round(patienceMs / 60_000))} minutes, and version ${String(due.version)} of fusion profile '${due.profile}' was to be refused then. The server's log says why; publish or schedule the version again.`,
        };
      }
      return undefined;
    }
  }
}
