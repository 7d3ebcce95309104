import type { AppliedSchedule, ProfileScheduleRepository } from '@kindred/catalog';

export interface ScheduledPublisherOptions {
  readonly schedules: Pick<ProfileScheduleRepository, 'applyDue'>;
  readonly clock: () => Date;
  /** Between two looks; default 1,000. A version is published at most so much later than its time. */
  readonly everyMs?: number;
  readonly onApplied: (applied: AppliedSchedule) => void;
  /** A look that failed; the next comes as usual. */
  readonly onProblem: (error: unknown) => void;
}

/** Publishes what is due while it runs. Any number of processes may run one: each schedule is published once. */
export class ScheduledPublisher {
  readonly #options: ScheduledPublisherOptions;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(options: ScheduledPublisherOptions) {
    this.#options = options;
  }

  /** Looks once before it returns: what fell due while no process ran is published. */
  static async start(options: ScheduledPublisherOptions): Promise<ScheduledPublisher> {
    const publisher = new ScheduledPublisher(options);
    await publisher.#look();
    publisher.#schedule();
    return publisher;
  }

  /** Waits for the look under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#look().then(() => this.#schedule());
    }, this.#options.everyMs ?? 1000);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { schedules, clock, onApplied, onProblem } = this.#options;
    try {
      for (const applied of await schedules.applyDue(clock())) onApplied(applied);
    } catch (error) {
      onProblem(error);
    }
  }
}
