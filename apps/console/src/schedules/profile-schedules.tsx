import { Skeleton, Stack } from '@mantine/core';
import { useRef } from 'react';
import type { ScheduleFragment } from '../generated/graphql.ts';
import { formatInstant } from '../profiles/format-instant.ts';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { localTimeZone } from './local-time.ts';
import { orderSchedules } from './order-schedules.ts';
import classes from './profile-schedules.module.css';
import { ScheduleRow } from './schedule-row.tsx';
import { useScheduleActions, useSchedules } from './use-schedules.ts';

/** What is to be published of a profile and when, and what became of earlier schedules. */
export function ProfileSchedules({ name }: { name: string }) {
  const schedules = useSchedules(name);
  const { cancel } = useScheduleActions();
  const top = useRef<HTMLParagraphElement>(null);
  if (schedules.isPending) return <Skeleton height={120} radius={4} aria-label="Loading the schedules" />;
  if (schedules.isError)
    return (
      <ProblemPanel
        title="The schedules can't be shown"
        error={schedules.error}
        onRetry={() => void schedules.refetch()}
      />
    );
  const { pending, past } = orderSchedules(schedules.data);
  const onCancel = (id: string): void =>
    // The button that was pressed is gone then.
    cancel.mutate(id, { onSuccess: () => top.current?.focus() });
  const list = (label: string, shown: readonly ScheduleFragment[]) =>
    shown.length > 0 && (
      <section>
        <h3 className={classes.title}>{label}</h3>
        <ul className={classes.schedules} aria-label={label}>
          {shown.map((schedule) => (
            <ScheduleRow
              key={schedule.id}
              schedule={schedule}
              isCancelling={cancel.isPending && cancel.variables === schedule.id}
              onCancel={() => onCancel(schedule.id)}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <Stack gap="md">
      <p ref={top} className={classes.basis} tabIndex={-1}>
        {schedules.data.length === 0
          ? 'Nothing was ever scheduled. Publish a version, and choose “At a time”.'
          : `Times are those of your time zone, ${localTimeZone()}.`}
      </p>
      <OutcomeLine
        ok={cancel.data?.ok ?? true}
        message={
          cancel.data?.ok === true
            ? `Version ${cancel.data.schedule.version} is no longer scheduled for ${formatInstant(cancel.data.schedule.publishAt)}.`
            : (cancel.data?.message ?? null)
        }
        error={cancel.error}
      />
      {list('To come', pending)}
      {list('Over', past)}
    </Stack>
  );
}
