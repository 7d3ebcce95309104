import type { Role } from './permissions.ts';

/** What a valid API key stands for. */
export interface ApiKeyGrant {
  readonly role: Role;
  /** The only catalog it opens; absent: all. */
  readonly catalog?: string;
  /** What people call it: the author of what is changed with it. */
  readonly author?: string;
}

export interface ApiKeyDirectory {
  /** The grant of an active key, from its whole token (`kdr_…`). */
  find(token: string): Promise<ApiKeyGrant | undefined>;
  /** Whether there is any active key. */
  hasActive(): Promise<boolean>;
}
