import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ScheduleFragment } from '../generated/graphql.ts';
import { readLocalTime } from '../schedules/local-time.ts';
import { isPast, PUBLISH_NOW, PublishTimeFields } from '../schedules/publish-time.tsx';
import { useScheduleActions } from '../schedules/use-schedules.ts';
import { ImpactPanel } from './impact-panel.tsx';
import { OutcomeLine } from './outcome-line.tsx';
import classes from './publish-step.module.css';
import { useImpact } from './use-impact.ts';
import { useProfileActions } from './use-profiles.ts';

interface PublishStepProps {
  readonly name: string;
  readonly version: number;
  /** The published version in sight, 0 for none. */
  readonly publishedVersion: number;
  /** The button that leaves without publishing. */
  readonly cancel: ReactNode;
  readonly onPublished: () => void;
  readonly onScheduled: (schedule: ScheduleFragment) => void;
}

/**
 * What publishing would change, then the button that does it, now or at a time. Golden queries that hold in the preview must hold
 * when the button is pressed too; who saw that some break may publish all the same.
 */
export function PublishStep({ name, version, publishedVersion, cancel, onPublished, onScheduled }: PublishStepProps) {
  const { publish } = useProfileActions();
  const { schedule } = useScheduleActions();
  const impact = useImpact(name, version);
  const [time, setTime] = useState(PUBLISH_NOW);
  const breaks = (impact.data?.golden?.brokenCount ?? 0) > 0;
  const cannotRefuse = describeWhyNotRefuse(breaks, impact.isError);
  const instant = readLocalTime(time.localTime);
  const reason = time.reason.trim() || null;
  const action = time.isLater ? schedule : publish;

  const onPublish = (): void =>
    publish.mutate(
      { name, version, expectedPublished: publishedVersion, refuseIfBroken: cannotRefuse === null, reason },
      { onSuccess: (outcome) => (outcome.ok ? onPublished() : undefined) },
    );
  const onSchedule = (publishAt: Date): void =>
    schedule.mutate(
      {
        name,
        version,
        publishAt: publishAt.toISOString(),
        refuseIfBroken: time.triesAgain && cannotRefuse === null,
        reason,
      },
      { onSuccess: (outcome) => (outcome.ok ? onScheduled(outcome.schedule) : undefined) },
    );
  return (
    <Stack gap="sm">
      <ImpactPanel profile={name} impact={impact} />
      <PublishTimeFields time={time} onChange={setTime} cannotRefuse={cannotRefuse} />
      <OutcomeLine ok={false} message={action.data?.ok === false ? action.data.message : null} error={action.error} />
      <Group justify="flex-end" className={classes.actions ?? ''}>
        {cancel}
        <Button
          data-autofocus
          loading={action.isPending}
          disabled={time.isLater && (instant === null || isPast(time.localTime))}
          onClick={() => (time.isLater && instant !== null ? onSchedule(instant) : onPublish())}
          {...(breaks ? { color: 'var(--danger)' } : {})}
        >
          {breaks
            ? `${time.isLater ? 'Schedule' : 'Publish'} anyway`
            : `${time.isLater ? 'Schedule' : 'Publish'} version ${version}`}
        </Button>
      </Group>
    </Stack>
  );
}

function describeWhyNotRefuse(breaks: boolean, isUntested: boolean): string | null {
  if (breaks) return 'Some break already, so it will be published whatever becomes of them.';
  return isUntested ? "They can't be tried at present, so it will be published whatever becomes of them." : null;
}
