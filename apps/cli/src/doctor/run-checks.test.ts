import { expect, it } from 'vitest';
import { OpenParts } from '../composition/open-parts.ts';
import { loadConfig } from '../config.ts';
import type { Check } from './check.ts';
import { runChecks } from './run-checks.ts';

const config = loadConfig({});
const surroundings = { config, parts: new OpenParts(config), catalogs: undefined };
const good: Check = { name: 'good', hint: 'none', run: () => Promise.resolve({ status: 'ok', detail: 'fine' }) };

it('turns an error into a failing line with the hint, and goes on', async () => {
  const bad: Check = { name: 'bad', hint: 'mend it', run: () => Promise.reject(new Error('broken\nat once')) };
  expect(await runChecks([bad, good], surroundings)).toEqual([
    { name: 'bad', status: 'fail', detail: 'broken', hint: 'mend it' },
    { name: 'good', status: 'ok', detail: 'fine' },
  ]);
});

it('gives up on a check that does not answer', async () => {
  const silent: Check = { name: 'silent', hint: 'restart', run: () => new Promise(() => undefined) };
  expect(await runChecks([silent], surroundings, { timeoutMs: 5 })).toEqual([
    { name: 'silent', status: 'fail', detail: 'gave no answer within 0.005 s', hint: 'restart' },
  ]);
});

it('begins no check after Ctrl-C', async () => {
  expect(await runChecks([good], surroundings, { signal: AbortSignal.abort() })).toEqual([]);
});
