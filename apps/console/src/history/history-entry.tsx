import type { ReactNode } from 'react';
import type { ProfileFragment, ScheduleFragment } from '../generated/graphql.ts';
import { formatInstant } from '../profiles/format-instant.ts';
import { comparedVersion, describeEvent } from './describe-event.ts';
import classes from './profile-history.module.css';
import type { HistoryEvent } from './use-history.ts';
import { WeightChanges } from './weight-changes.tsx';

interface HistoryEntryProps {
  readonly event: HistoryEvent;
  readonly versions: ProfileFragment['versions'];
  /** The schedule that the event is about, where it is known. */
  readonly schedule: ScheduleFragment | undefined;
  /** What can be done from here. */
  readonly children: ReactNode;
}

/** Something that was done to a profile: what, when, by whom, why, and what became of the weights. */
export function HistoryEntry({ event, versions, schedule, children }: HistoryEntryProps) {
  const { action, version, author, reason, at, refusal } = event;
  const find = (wanted: number | null) => versions.find((entry) => entry.version === wanted);
  const after = find(version);
  const changesWeights = action === 'DRAFTED' || action === 'PUBLISHED' || action === 'ROLLED_BACK';
  const before = find(comparedVersion(event, (of) => find(of)?.baseVersion));
  return (
    <li className={classes.entry} data-action={action}>
      <h3 className={classes.headline}>{describeEvent(event, schedule?.publishAt)}</h3>
      <p className={classes.when}>
        <time dateTime={at}>{formatInstant(at)}</time>
        {author !== null && ` · ${author}`}
      </p>
      {reason !== null && <p className={classes.reason}>{reason}</p>}
      {refusal !== null && refusal.brokenGoldenQueries.length > 0 && (
        <ul className={classes.broken} aria-label="Golden queries that would have broken">
          {refusal.brokenGoldenQueries.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      {refusal?.brokenGoldenQueries.length === 0 && <p className={classes.reason}>{refusal.problem}</p>}
      {changesWeights && after !== undefined && <WeightChanges before={before} after={after} />}
      {children}
    </li>
  );
}
