import type { CatalogSchedule, ProfileScheduleRepository } from '@kindred/catalog';
import { PeriodicTask } from '@kindred/periodic-task';
import type { DueScheduleSettler } from './due-schedule-settler.ts';

export interface ScheduledPublisherOptions {
  readonly schedules: Pick<ProfileScheduleRepository, 'listDue'>;
  readonly settler: Pick<DueScheduleSettler, 'settle'>;
  readonly clock: () => Date;
  /** Between two looks; default 1,000. A version is published at most so much later than its time. */
  readonly everyMs?: number;
  /** Told of each that this process published or refused. */
  readonly onSettled: (settled: CatalogSchedule) => void;
  /** A look, or a profile's part of one, that failed; the next look comes as usual. */
  readonly onProblem: (error: unknown) => void;
}

/** Settles what is due while it runs. Any number of processes may run one: each schedule is settled once. */
export class ScheduledPublisher {
  readonly #options: ScheduledPublisherOptions;
  readonly #closing = new AbortController();
  #task: PeriodicTask | undefined;

  private constructor(options: ScheduledPublisherOptions) {
    this.#options = options;
  }

  /** Looks once before it returns: what fell due while no process ran is published. */
  static async start(options: ScheduledPublisherOptions): Promise<ScheduledPublisher> {
    const publisher = new ScheduledPublisher(options);
    const { everyMs = 1000, onProblem } = options;
    await publisher.#look().catch(onProblem);
    publisher.#task = new PeriodicTask(() => publisher.#look(), { everyMs, onProblem });
    return publisher;
  }

  /** Gives up what is being tried and waits for the look under way. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The scheduled publisher is closed.'));
    await this.#task?.close();
  }

  /** A profile that can't be settled doesn't hold up the others. */
  async #look(): Promise<void> {
    const due = await this.#options.schedules.listDue(this.#options.clock());
    const profiles = Map.groupBy(due, ({ catalog, profile }) => JSON.stringify([catalog, profile]));
    await Promise.all([...profiles.values()].map((own) => this.#settleInOrder(own)));
  }

  /** What stays pending keeps the later ones of its profile waiting: the end of a sale must not come before its begin. */
  async #settleInOrder(due: readonly CatalogSchedule[]): Promise<void> {
    const { settler, onSettled, onProblem } = this.#options;
    try {
      for (const schedule of due) {
        const settled = await settler.settle(schedule, this.#closing.signal);
        if (settled === undefined) return;
        onSettled(settled);
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) onProblem(error);
    }
  }
}
