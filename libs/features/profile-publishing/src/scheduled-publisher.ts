import type { AppliedSchedule, ProfileScheduleRepository } from '@kindred/catalog';
import { PeriodicTask } from '@kindred/periodic-task';

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
  readonly #task: PeriodicTask;

  private constructor(task: PeriodicTask) {
    this.#task = task;
  }

  /** Looks once before it returns: what fell due while no process ran is published. */
  static async start(options: ScheduledPublisherOptions): Promise<ScheduledPublisher> {
    const { everyMs = 1000, onProblem } = options;
    await publishDue(options).catch(onProblem);
    return new ScheduledPublisher(new PeriodicTask(() => publishDue(options), { everyMs, onProblem }));
  }

  /** Waits for the look under way. */
  async close(): Promise<void> {
    await this.#task.close();
  }
}

async function publishDue({ schedules, clock, onApplied }: ScheduledPublisherOptions): Promise<void> {
  for (const applied of await schedules.applyDue(clock())) onApplied(applied);
}
