import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@kindred/database';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { keepPostgresRunning } from './keep-postgres-running.ts';

test('a server that shared the PostgreSQL of another one runs its own, at the same address, when that one stops', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-keep-postgres-'));
  const logger = pino({ level: 'silent' });
  const first = await keepPostgresRunning(join(folder, 'postgres'), logger);
  const second = await keepPostgresRunning(join(folder, 'postgres'), logger);
  const third = await keepPostgresRunning(join(folder, 'postgres'), logger);
  expect([second.url, third.url]).toEqual([first.url, first.url]);
  const database = await openDatabase({ url: second.url, timeouts: { connectionMs: 1000 } });
  onTestFinished(async () => {
    await database.close();
    await Promise.all([second.close(), third.close()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  await first.close();
  await expect(database.ping()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect.poll(() => database.ping().then(() => 'back'), { timeout: 20_000, interval: 100 }).toBe('back');
});
