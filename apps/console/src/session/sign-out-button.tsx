import { ActionIcon } from '@mantine/core';
import { Icon } from '../shell/icons.tsx';
import { useApiAccess } from './use-api-access.ts';
import { useSession } from './use-session.ts';
import { useSignOut } from './use-sign-in.ts';

/** Only where a key is in use. */
export function SignOutButton() {
  const { apiKey } = useSession();
  return apiKey === null ? null : <SignOut />;
}

function SignOut() {
  const signOut = useSignOut();
  const access = useApiAccess();
  const who = [access?.keyName, access?.role.toLowerCase()].filter(Boolean).join(', ');
  const label = who === '' ? 'Sign out' : `Sign out (${who})`;
  return (
    <ActionIcon variant="subtle" size="lg" aria-label={label} title={label} onClick={signOut}>
      <Icon name="leave" />
    </ActionIcon>
  );
}
