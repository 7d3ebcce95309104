import { formatInstant } from '../profiles/format-instant.ts';
import type { HistoryEvent } from './use-history.ts';

/** What was done, as a headline. `publishAt`: of the schedule that it is about, where that is known. */
export function describeEvent(event: Omit<HistoryEvent, 'at'>, publishAt?: string): string {
  const { action, version, replacedVersion, scheduleId, refusal } = event;
  const instead =
    replacedVersion === null || replacedVersion === version ? '' : `, instead of version ${replacedVersion}`;
  const at = publishAt === undefined ? '' : ` for ${formatInstant(publishAt)}`;
  if (action === 'DRAFTED') return `Version ${version} saved as a draft`;
  if (action === 'PUBLISHED')
    return `Version ${version} published${scheduleId === null ? '' : ' as scheduled'}${instead}`;
  if (action === 'ROLLED_BACK') return `Rolled back to version ${version}${instead}`;
  if (action === 'SCHEDULED') return `Version ${version} scheduled${at}`;
  if (action === 'SCHEDULE_CANCELLED') return `Schedule of version ${version}${at} cancelled`;
  return describeRefusal(version, refusal);
}

function describeRefusal(version: number, refusal: HistoryEvent['refusal']): string {
  const broken = refusal?.brokenGoldenQueries.length ?? 0;
  if (broken === 0) return `Version ${version} not published: its golden queries could not be tried`;
  return `Version ${version} not published: it would have broken ${broken === 1 ? 'a golden query' : `${broken} golden queries`}`;
}

/** The version that the weights of an event's version are compared with; null where there is nothing to compare. */
export function comparedVersion(
  { action, version, replacedVersion }: Pick<HistoryEvent, 'action' | 'version' | 'replacedVersion'>,
  baseOf: (version: number) => number | null | undefined,
): number | null {
  if (action === 'DRAFTED') return (baseOf(version) ?? version - 1) || null;
  const publishes = action === 'PUBLISHED' || action === 'ROLLED_BACK';
  return publishes && replacedVersion !== version ? replacedVersion : null;
}
