import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
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
}

/**
 * What publishing would change, then the button that does it. Golden queries that hold in the preview must hold when the button
 * is pressed too; who saw that some break may publish all the same.
 */
export function PublishStep({ name, version, publishedVersion, cancel, onPublished }: PublishStepProps) {
  const { publish } = useProfileActions();
  const impact = useImpact(name, version);
  const breaks = (impact.data?.golden?.brokenCount ?? 0) > 0;
  const onPublish = (): void =>
    publish.mutate(
      { name, version, expectedPublished: publishedVersion, refuseIfBroken: !breaks && !impact.isError },
      { onSuccess: (outcome) => (outcome.ok ? onPublished() : undefined) },
    );
  return (
    <Stack gap="sm">
      <ImpactPanel profile={name} impact={impact} />
      <OutcomeLine
        ok={false}
        message={publish.data?.ok === false ? publish.data.message : null}
        error={publish.error}
      />
      <Group justify="flex-end" className={classes.actions ?? ''}>
        {cancel}
        <Button
          data-autofocus
          loading={publish.isPending}
          onClick={onPublish}
          {...(breaks ? { color: 'var(--danger)' } : {})}
        >
          {breaks ? 'Publish anyway' : `Publish version ${version}`}
        </Button>
      </Group>
    </Stack>
  );
}
