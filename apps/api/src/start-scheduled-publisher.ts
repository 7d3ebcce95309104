import { type DueScheduleSettler, ScheduledPublisher } from '@kindred/profile-publishing';
import type { Logger } from 'pino';
import type { Application } from './application.ts';

/** Publishes what is due, and logs it, until it is closed. */
export function startScheduledPublisher(
  { schedules, clock }: Pick<Application, 'schedules' | 'clock'>,
  settler: DueScheduleSettler,
  logger: Logger,
): Promise<ScheduledPublisher> {
  return ScheduledPublisher.start({
    schedules,
    settler,
    clock,
    onSettled: ({ catalog, profile, version, id, refusal }) => {
      if (refusal === undefined) logger.info({ catalog, profile, version, scheduleId: id }, 'published as scheduled');
      else logger.warn({ catalog, profile, version, scheduleId: id, ...refusal }, 'not published as scheduled');
    },
    onProblem: (err) => logger.error({ err }, 'publishing what is due failed; it is tried again'),
  });
}
