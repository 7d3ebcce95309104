import { Button, Checkbox, Modal, PasswordInput, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { describeReason, describeSignInError, findKeyProblem } from './sign-in-problem.ts';
import type { SignInReason } from './session.ts';
import classes from './sign-in-dialog.module.css';
import { useSignIn } from './use-sign-in.ts';

/** Stands until a key opens the server; there is nothing behind it to go back to. */
export function SignInDialog({ reason }: { reason: SignInReason }) {
  const signIn = useSignIn();
  const [apiKey, setApiKey] = useState('');
  const [remember, setRemember] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = problem ?? (signIn.error === null ? null : describeSignInError(signIn.error));

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const trimmed = apiKey.trim();
    const found = findKeyProblem(trimmed);
    setProblem(found);
    if (found === null) signIn.mutate({ apiKey: trimmed, remember });
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      overlayProps={{ backgroundOpacity: 0 }}
      size="sm"
      title="Sign in to Kindred"
    >
      <form className={classes.form} onSubmit={onSubmit}>
        <Stack gap="md">
          <p className={classes.reason}>{describeReason(reason)}</p>
          <PasswordInput
            data-autofocus
            label="API key"
            autoComplete="current-password"
            spellCheck={false}
            value={apiKey}
            error={shown}
            errorProps={{ role: 'alert' }}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the key' }}
            onChange={(event) => {
              setApiKey(event.currentTarget.value);
              setProblem(null);
              signIn.reset();
            }}
          />
          <Checkbox
            label="Remember it in this browser"
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
          <Button type="submit" loading={signIn.isPending} disabled={apiKey.trim() === ''}>
            Sign in
          </Button>
          <p className={classes.hint}>
            No key yet? Whoever runs the server makes one: <code>npx kindred keys create --role merchandiser</code>
          </p>
        </Stack>
      </form>
    </Modal>
  );
}
