import { Button } from '@mantine/core';
import type { ProfileFragment } from '../generated/graphql.ts';
import { PublishStep } from '../profiles/publish-step.tsx';
import { describeScheduled } from '../schedules/describe-schedule.ts';
import { RollBackStep } from './roll-back-step.tsx';

/** What can be done from an entry of the history. */
export interface ReturnStep {
  readonly cursor: string;
  readonly does: 'roll-back' | 'publish';
  /** The version that it leads to. */
  readonly version: number;
}

interface HistoryStepProps {
  readonly step: ReturnStep;
  readonly profile: ProfileFragment;
  readonly onCancel: () => void;
  readonly onDone: (message: string) => void;
}

/** The way back to a version: at once to the one before, after a look at what would change to any other. */
export function HistoryStep({ step, profile, onCancel, onDone }: HistoryStepProps) {
  const { name, published } = profile;
  const cancel = (
    <Button variant="default" onClick={onCancel}>
      Not now
    </Button>
  );
  return step.does === 'roll-back' ? (
    <RollBackStep name={name} version={step.version} cancel={cancel} onRolledBack={onDone} />
  ) : (
    <PublishStep
      name={name}
      version={step.version}
      publishedVersion={published?.version ?? 0}
      onPublished={() => onDone(`Version ${step.version} of “${name}” is published now.`)}
      onScheduled={(schedule) => onDone(describeScheduled(schedule))}
      cancel={cancel}
    />
  );
}
