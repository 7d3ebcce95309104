import { validateProfileName } from '@kindred/catalog';
import { expect, it } from 'vitest';
import { PROFILES } from './publish-demo-profiles.ts';

it('gives its profiles names that profiles may have', () => {
  expect(Object.keys(PROFILES)).toContain('default');
  for (const name of Object.keys(PROFILES)) expect(() => validateProfileName(name), name).not.toThrow();
});
