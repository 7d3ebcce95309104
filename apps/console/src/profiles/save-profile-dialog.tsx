import { Button, Group, Stack, TextInput, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { describeScheduled } from '../schedules/describe-schedule.ts';
import { Dialog } from '../shell/dialog.tsx';
import { useConsoleStore } from '../state/console-store-context.ts';
import type { WeightState } from '../weights/effective-state.ts';
import { givenWeights, hasNoWeight } from '../weights/weight-math.ts';
import { OutcomeLine } from './outcome-line.tsx';
import { describeSaving, newestVersion, type ProfileOutcome } from './profile-outcome.ts';
import { PublishStep } from './publish-step.tsx';
import { useProfileActions } from './use-profiles.ts';

interface SaveProfileDialogProps {
  readonly profiles: readonly ProfileFragment[];
  readonly weights: WeightState;
  readonly onClose: () => void;
}

/** Name and reason make a draft; publishing it is a second, separate step, which shows first what it would change. */
export function SaveProfileDialog({ profiles, weights, onClose }: SaveProfileDialogProps) {
  const store = useConsoleStore();
  const { saveDraft } = useProfileActions();
  const [name, setName] = useState(weights.baseProfile ?? '');
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const saved = saveDraft.data?.ok === true ? saveDraft.data.profile : undefined;

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const existing = profiles.find((profile) => profile.name === name.trim());
    saveDraft.mutate({
      name: name.trim(),
      weights: givenWeights(weights.current),
      baseVersion: existing === undefined ? 0 : newestVersion(existing),
      reason: reason.trim() || null,
    });
  };
  const onPublished = (): void => {
    if (saved === undefined) return;
    setDone(`It is published. Shops that use “${saved.name}” follow it from now on.`);
    store.adjust({ profile: saved.name, weights: null });
  };

  return (
    <Dialog
      onClose={onClose}
      title={saved === undefined ? 'Save as profile' : `Version ${newestVersion(saved)} of “${saved.name}”`}
      size={saved === undefined ? 'md' : 'lg'}
    >
      {saved === undefined ? (
        <form onSubmit={onSubmit}>
          <Stack gap="sm">
            <TextInput
              data-autofocus
              label="Name"
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              description={describeSaving(name, profiles)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
            />
            <Textarea
              label="Reason"
              description="For those who look at it later"
              autosize
              minRows={2}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <OutcomeLine message={failureOf(saveDraft.data)} error={saveDraft.error} ok={false} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button
                type="submit"
                loading={saveDraft.isPending}
                disabled={name.trim() === '' || hasNoWeight(weights.current)}
              >
                Save draft
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack gap="sm">
          <OutcomeLine
            ok
            message={done ?? 'Saved as a draft. Nothing changes in the shop until it is published.'}
            error={null}
          />
          {done !== null ? (
            <Group justify="flex-end">
              <Button variant="default" data-autofocus onClick={onClose}>
                Done
              </Button>
            </Group>
          ) : (
            <PublishStep
              name={saved.name}
              version={newestVersion(saved)}
              publishedVersion={saved.published?.version ?? 0}
              onPublished={onPublished}
              onScheduled={(schedule) => setDone(describeScheduled(schedule))}
              cancel={
                <Button variant="default" onClick={onClose}>
                  Keep as draft
                </Button>
              }
            />
          )}
        </Stack>
      )}
    </Dialog>
  );
}

function failureOf(outcome: ProfileOutcome | undefined): string | null {
  return outcome?.ok === false ? outcome.message : null;
}
