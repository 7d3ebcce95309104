import type { ScheduleFragment } from '../generated/graphql.ts';
import { formatInstant } from '../profiles/format-instant.ts';

/** What was just scheduled, in a sentence. */
export function describeScheduled({ profile, version, publishAt, refuseIfBroken }: ScheduleFragment): string {
  const unless = refuseIfBroken ? ', unless a golden query breaks then' : '';
  return `Version ${version} of “${profile}” will be published ${formatInstant(publishAt)}${unless}.`;
}
