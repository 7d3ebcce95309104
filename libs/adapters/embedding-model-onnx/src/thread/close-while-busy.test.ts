import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { writeColourPair } from '../testing/colour-pair.ts';

const ROUNDS = 12;

it('closes in the middle of a batch and of an opening without harm to the process, which ends by itself', async () => {
  const pair = await writeColourPair();
  onTestFinished(() => pair.remove());
  const script = fileURLToPath(new URL('../test-fixtures/close-while-busy.ts', import.meta.url));
  const args = [...process.execArgv, script, pair.manifestPath, String(ROUNDS)];
  // Rejects where the process ends by a signal or another code.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 100_000 });
  expect(stderr).toBe('');
  const { running, opening } = JSON.parse(stdout) as Record<'running' | 'opening', Record<string, number>>;
  expect(running).toEqual({ MODEL_CLOSED: ROUNDS });
  const { done = 0, MODEL_CLOSED: closed = 0, ...others } = opening;
  expect(others).toEqual({});
  expect(done + closed).toBe(2 * ROUNDS);
  expect(closed).toBeGreaterThan(ROUNDS);
}, 120_000);
