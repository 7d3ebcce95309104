import { Button } from '@mantine/core';
import type { ScheduleFragment } from '../generated/graphql.ts';
import { formatInstant } from '../profiles/format-instant.ts';
import classes from './profile-schedules.module.css';

interface ScheduleRowProps {
  readonly schedule: ScheduleFragment;
  readonly isCancelling: boolean;
  readonly onCancel: () => void;
}

/** A version with its time and what became of it. */
export function ScheduleRow({ schedule, isCancelling, onCancel }: ScheduleRowProps) {
  const { version, publishAt, status, author, reason, refusal } = schedule;
  return (
    <li className={classes.schedule} data-status={status}>
      <span className={classes.number} aria-hidden>
        {version}
      </span>
      <div>
        <p className={classes.time}>
          <span className={classes.spoken}>Version {version}, </span>
          <time dateTime={publishAt}>{formatInstant(publishAt)}</time>
        </p>
        <p className={classes.outcome}>{describeOutcome(schedule)}</p>
        {refusal !== null && <p className={classes.refusal}>{refusal.problem}</p>}
        {(author !== null || reason !== null) && (
          <p className={classes.details}>{[reason, author].filter(Boolean).join(' · ')}</p>
        )}
      </div>
      {status === 'PENDING' && (
        <Button
          size="compact-sm"
          variant="default"
          loading={isCancelling}
          onClick={onCancel}
          aria-label={`Cancel the schedule of version ${version}, ${formatInstant(publishAt)}`}
        >
          Cancel
        </Button>
      )}
    </li>
  );
}

function describeOutcome({ status, refuseIfBroken, publishAt, finishedAt }: ScheduleFragment): string {
  if (status === 'APPLIED') return 'Published';
  if (status === 'CANCELLED') return finishedAt === null ? 'Cancelled' : `Cancelled ${formatInstant(finishedAt)}`;
  if (status === 'REFUSED') return 'Not published';
  if (Date.parse(publishAt) < Date.now())
    return refuseIfBroken ? 'Due: the golden queries are being tried' : 'Due: it is published as soon as a server can';
  return refuseIfBroken ? 'Scheduled, unless a golden query breaks then' : 'Scheduled';
}
