import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { EmbeddedVectorStore } from './embedded-vector-store.ts';
import { GROUP_SIZE, GROUPS, groupPoints, KILL_SPEC } from './testing/kill-points.ts';

/** A few here; KINDRED_KILL_ROUNDS=20 for a long look. */
const ROUNDS = Number(process.env.KINDRED_KILL_ROUNDS ?? 4);

/** Runs the writer until it has acknowledged `acknowledgements` upserts, and kills it in the middle of the next. */
async function writeAndKill(
  path: string,
  firstRevision: number,
  acknowledgements: number,
): Promise<[number, number][]> {
  const script = fileURLToPath(new URL('./testing/write-until-killed.ts', import.meta.url));
  const args = ['--conditions=@kindred/source', '--no-warnings', script, path, String(firstRevision)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const acknowledged: [number, number][] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [group = -1, revision = -1] = line.split(' ').map(Number);
    acknowledged.push([group, revision]);
    if (acknowledged.length === acknowledgements) child.kill('SIGKILL');
  }
  expect((await exit)[1]).toBe('SIGKILL');
  return acknowledged;
}

it(
  `keeps every acknowledged point, and no half one, when the writer is killed ${String(ROUNDS)} times`,
  async () => {
    const path = await mkdtemp(join(tmpdir(), 'kindred-killed-'));
    const latest = new Map<number, number>();
    let revision = 1;
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await writeAndKill(path, revision, 5 + 7 * (round % 4));
      for (const [group, acknowledgedRevision] of acknowledged) latest.set(group, acknowledgedRevision);
      const store = await EmbeddedVectorStore.open({ path });
      let groupsThere = 0;
      for (let group = 0; group < GROUPS; group++) {
        const ids = groupPoints(group, 0).map((point) => point.itemId);
        const points = await store.fetch(KILL_SPEC.name, ids);
        const stored = points.get(ids[0] ?? '')?.vector[0] ?? 0;
        // An upsert that was under way may have been committed without being acknowledged.
        expect(stored).toBeGreaterThanOrEqual(latest.get(group) ?? 0);
        expect([...points.values()]).toEqual(stored === 0 ? [] : groupPoints(group, stored));
        groupsThere += stored === 0 ? 0 : 1;
        revision = Math.max(revision, stored + 1);
      }
      expect(await store.count(KILL_SPEC.name)).toBe(groupsThere * GROUP_SIZE);
      await store.close();
    }
    await rm(path, { recursive: true });
  },
  30_000 + 10_000 * ROUNDS,
);
