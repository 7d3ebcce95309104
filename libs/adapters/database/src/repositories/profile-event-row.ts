import type { ProfileEvent } from '@kindred/catalog';
import type { ProfileEventModel } from '../generated/models.ts';

export function toProfileEvent(row: ProfileEventModel): ProfileEvent {
  const { sequence, action, version, replacedVersion, author, reason, at, scheduleId, problem, brokenGoldenQueries } =
    row;
  return {
    sequence,
    action,
    version,
    ...(replacedVersion === null ? {} : { replacedVersion }),
    ...(author === null ? {} : { author }),
    ...(reason === null ? {} : { reason }),
    at,
    ...(scheduleId === null ? {} : { scheduleId }),
    ...(problem === null ? {} : { refusal: { problem, brokenGoldenQueries } }),
  };
}
