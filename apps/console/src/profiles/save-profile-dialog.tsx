import { Button, Group, Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { useConsoleStore } from '../state/console-store-context.ts';
import type { WeightState } from '../weights/effective-state.ts';
import { givenWeights, hasNoWeight } from '../weights/weight-math.ts';
import { OutcomeLine } from './outcome-line.tsx';
import { describeSaving, type ProfileOutcome } from './profile-outcome.ts';
import { useProfileActions } from './use-profiles.ts';

interface SaveProfileDialogProps {
  readonly profiles: readonly ProfileFragment[];
  readonly weights: WeightState;
  readonly onClose: () => void;
}

/** Name and reason make a draft; publishing it is a second, separate step. */
export function SaveProfileDialog({ profiles, weights, onClose }: SaveProfileDialogProps) {
  const store = useConsoleStore();
  const { saveDraft, publish } = useProfileActions();
  const [name, setName] = useState(weights.baseProfile ?? '');
  const [reason, setReason] = useState('');
  const saved = savedDraft(saveDraft.data);

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    saveDraft.mutate({ name: name.trim(), weights: givenWeights(weights.current), reason: reason.trim() || null });
  };
  const onPublish = (): void => {
    if (saved === undefined) return;
    publish.mutate(saved, {
      onSuccess: (outcome) => outcome.ok && store.adjust({ profile: saved.name, weights: null }),
    });
  };
  const isPublished = publish.data?.ok === true;

  return (
    <Modal opened onClose={onClose} title="Save as profile" closeButtonProps={{ 'aria-label': 'Close' }}>
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
            message={
              isPublished
                ? `Version ${saved.version} of “${saved.name}” is published. Shops that use the profile follow it from now on.`
                : `Version ${saved.version} of “${saved.name}” is saved as a draft. Nothing changes in the shop until it is published.`
            }
            error={null}
          />
          <OutcomeLine message={failureOf(publish.data)} error={publish.error} ok={false} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {isPublished ? 'Done' : 'Keep as draft'}
            </Button>
            {!isPublished && (
              <Button data-autofocus loading={publish.isPending} onClick={onPublish}>
                Publish version {saved.version}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** The draft that was just made: the newest version of the answer. */
function savedDraft(outcome: ProfileOutcome | undefined): { name: string; version: number } | undefined {
  if (outcome?.ok !== true) return undefined;
  return { name: outcome.profile.name, version: Math.max(...outcome.profile.versions.map(({ version }) => version)) };
}

function failureOf(outcome: ProfileOutcome | undefined): string | null {
  return outcome?.ok === false ? outcome.message : null;
}
