import { expect, test } from 'vitest';
import type { ApiKeyGrant } from './api-key-directory.ts';
import { CachingApiKeyDirectory } from './caching-api-key-directory.ts';

function setUp() {
  const state = { now: 0, asked: 0, grant: { role: 'reader' } as ApiKeyGrant | undefined, fails: false };
  const inner = {
    find: async () => {
      state.asked += 1;
      if (state.fails) throw new Error('The database is away.');
      return state.grant;
    },
    hasActive: async () => state.grant !== undefined,
  };
  return { state, keys: new CachingApiKeyDirectory(inner, 10_000, () => state.now) };
}

test('asks once within its lifetime; a revoked key is refused after it', async () => {
  const { state, keys } = setUp();
  expect(await keys.find('kdr_a')).toEqual({ role: 'reader' });
  expect(await keys.hasActive()).toBe(true);
  state.grant = undefined;
  state.now = 9999;
  expect([await keys.find('kdr_a'), await keys.hasActive()]).toEqual([{ role: 'reader' }, true]);
  expect(state.asked).toBe(1);
  state.now = 10_000;
  expect([await keys.find('kdr_a'), await keys.hasActive()]).toEqual([undefined, false]);
});

test('a look-up that failed is asked again', async () => {
  const { state, keys } = setUp();
  state.fails = true;
  await expect(keys.find('kdr_a')).rejects.toThrow('away');
  state.fails = false;
  expect(await keys.find('kdr_a')).toEqual({ role: 'reader' });
});

test('made-up keys do not fill the memory', async () => {
  const { state, keys } = setUp();
  for (let n = 0; n < 3000; n++) await keys.find(`kdr_${n}`);
  await keys.find('kdr_0');
  expect(state.asked).toBe(3001);
});
