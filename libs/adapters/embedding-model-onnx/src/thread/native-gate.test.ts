import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NativeGate } from './native-gate.ts';
import { MODELS_DIR } from '../test-fixtures/models-dir.ts';

describe('NativeGate', () => {
  it('lets nobody in once it is stopped', () => {
    const owner = new NativeGate();
    const worker = new NativeGate(owner.memory);
    worker.leave();
    expect(worker.enter()).toBe(true);
    worker.leave();
    owner.stop();
    expect(worker.enter()).toBe(false);
    owner.waitUntilIdle(0);
  });

  it('lets a process exit with its own code while an import is being encoded', async () => {
    const script = fileURLToPath(new URL('../test-fixtures/exit-during-import.ts', import.meta.url));
    const run = promisify(execFile)(process.execPath, [...process.execArgv, script, MODELS_DIR]);
    await expect(run).rejects.toMatchObject({ code: 7, signal: null, stderr: '' });
  });

  it('lets a process exit with its own code while threads load the runtime', async () => {
    const script = fileURLToPath(new URL('../test-fixtures/exit-while-starting.ts', import.meta.url));
    for (const delay of [50, 150, 250, 300, 350, 400, 500]) {
      const run = promisify(execFile)(process.execPath, [...process.execArgv, script, String(delay)]);
      await expect(run).rejects.toMatchObject({ code: 7, signal: null, stderr: '' });
    }
  }, 60_000);
});
