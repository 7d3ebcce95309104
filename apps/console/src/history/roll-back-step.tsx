import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import { useProfileActions } from '../profiles/use-profiles.ts';

interface RollBackStepProps {
  readonly name: string;
  /** The version that it leads back to. */
  readonly version: number;
  readonly cancel: ReactNode;
  readonly onRolledBack: (message: string) => void;
}

/** Why, then the button that does it: at once, without golden queries, since it is the way out. */
export function RollBackStep({ name, version, cancel, onRolledBack }: RollBackStepProps) {
  const { rollBack } = useProfileActions();
  const [reason, setReason] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    rollBack.mutate(
      { name, reason: reason.trim() || null },
      {
        onSuccess: (outcome) => {
          if (outcome.ok)
            onRolledBack(`Version ${outcome.profile.published?.version ?? version} of “${name}” is published now.`);
        },
      },
    );
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm" mt="xs">
        <TextInput
          data-autofocus
          autoFocus
          label="Reason"
          description={`Shops follow version ${version} at once; golden queries aren't tried.`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <OutcomeLine
          ok={false}
          message={rollBack.data?.ok === false ? rollBack.data.message : null}
          error={rollBack.error}
        />
        <Group justify="flex-end">
          {cancel}
          <Button type="submit" loading={rollBack.isPending}>
            Roll back
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
