import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepareDataDir } from './data-dir.ts';
import { withClient } from './ensure-database.ts';
import { findPostmaster } from './postmaster.ts';
import { findCommandLine } from './process-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { type EmbeddedProcess, spawnEmbedded, spawnFixture } from './test-fixtures/spawn-embedded.ts';
import { temporaryDirs } from './test-fixtures/temporary-dir.ts';

type Victim = 'parent' | 'guardian' | 'postgres';
const ranks: Record<Victim, number> = { guardian: 0, parent: 1, postgres: 2 };
const orders: Victim[][] = [
  ['parent'],
  ['guardian'],
  ['postgres'],
  ['parent', 'guardian'],
  ['guardian', 'parent'],
  ['parent', 'postgres'],
  ['postgres', 'parent'],
  ['guardian', 'postgres'],
  ['postgres', 'guardian'],
  ['parent', 'guardian', 'postgres'],
  ['parent', 'postgres', 'guardian'],
  ['guardian', 'parent', 'postgres'],
  ['guardian', 'postgres', 'parent'],
  ['postgres', 'parent', 'guardian'],
  ['postgres', 'guardian', 'parent'],
];

/** Each set of victims once. */
const subsets = orders.filter((order) => order.join() === [...order].sort((a, b) => ranks[a] - ranks[b]).join());

function kill(embedded: EmbeddedProcess, victim: Victim): void {
  const pid = victim === 'parent' ? embedded.child.pid! : embedded[victim];
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // An earlier victim's death has already ended it.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function readNotes(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ note: string }>('SELECT note FROM notes');
    return rows.map(({ note }) => note);
  });
}

describe('an embedded PostgreSQL whose processes are killed', () => {
  const temporaryDir = temporaryDirs();
  let template: string;

  beforeAll(async () => {
    template = await mkdtemp(join(tmpdir(), 'kindred-database-'));
    await (await startEmbeddedPostgres({ dataDir: join(template, 'data') })).stop();
  });

  afterAll(() => rm(template, { recursive: true, force: true }));

  /** A data folder with a cluster in it: quicker than another initdb. */
  async function copyOfTemplate(): Promise<string> {
    const dir = await temporaryDir();
    await promisify(execFile)('cp', ['-a', join(template, 'data'), dir]);
    return join(dir, 'data');
  }

  it.each(orders.map((order) => ({ order, name: order.join(', then ') })))(
    'kill -9 of $name: none is left behind, the next start has all that was committed',
    async ({ order }) => {
      const dataDir = await copyOfTemplate();
      const { cluster } = await prepareDataDir(dataDir);
      const first = await spawnEmbedded('start', dataDir);
      await withClient(first.url, (client) =>
        client.query("CREATE TABLE notes (note text); INSERT INTO notes VALUES ('kept')"),
      );
      for (const victim of order) kill(first, victim);
      const second = await startEmbeddedPostgres({ dataDir });
      expect(await readNotes(second.url)).toEqual(['kept']);
      expect(findPostmaster(cluster)?.pid).toBe(second.pid);
      expect(second.pid).not.toBe(first.postgres);
      await second.stop();
      expect(findPostmaster(cluster)).toBeUndefined();
      await first.end();
    },
  );

  it.each(subsets.map((order) => ({ order, name: order.join(' and ') })))(
    'kill -9 of $name: no process remains, without a next start',
    async ({ order }) => {
      const dataDir = await copyOfTemplate();
      const { cluster } = await prepareDataDir(dataDir);
      const embedded = await spawnEmbedded('start', dataDir);
      for (const victim of order) kill(embedded, victim);
      await vi.waitFor(() => expect(processesNaming(cluster)).toEqual([]), { timeout: 20_000, interval: 20 });
      await embedded.end();
    },
  );

  it.each(['guardian', 'postgres'] as const)('tells its owner when the %s was killed', async (victim) => {
    const embedded = await spawnEmbedded('start', await copyOfTemplate());
    const told = embedded.nextLine();
    kill(embedded, victim);
    expect(JSON.parse(await told)).toEqual({ exited: true });
    await embedded.end();
  });

  it('stops when its owner leaves without stopping it', async () => {
    const dataDir = await copyOfTemplate();
    const { cluster } = await prepareDataDir(dataDir);
    const embedded = await spawnEmbedded('start', dataDir);
    embedded.child.kill('SIGTERM');
    await once(embedded.child, 'exit');
    await vi.waitFor(() => expect(findPostmaster(cluster)).toBeUndefined(), { timeout: 10_000, interval: 20 });
  });

  it('redoes an initdb that was killed half-way', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const { root } = await prepareDataDir(dataDir);
    const first = spawnFixture('start', dataDir);
    await vi.waitFor(
      () => expect(readdirSync(root).some((name) => /^cluster\.new-.*[0-9a-f]{8}$/.test(name))).toBe(true),
      { timeout: 10_000, interval: 5 },
    );
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = await startEmbeddedPostgres({ dataDir });
    await second.stop();
    expect(readdirSync(root).sort()).toEqual(['cluster', 'postgres.log']);
  });

  it('sweeps away what an older, dead process left of its initdb', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const { root } = await prepareDataDir(dataDir);
    await mkdir(join(root, 'cluster.new-999999@1-00000000'));
    await writeFile(join(root, 'cluster.new-999999@1-00000000.password'), 'x');
    const server = await startEmbeddedPostgres({ dataDir });
    await server.stop();
    expect(readdirSync(root).sort()).toEqual(['cluster', 'postgres.log']);
  });

  it('does not take a lock file for a server whose process id now belongs to something else', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    const { cluster } = await prepareDataDir(dataDir);
    await writeFile(
      join(cluster, 'postmaster.pid'),
      `${String(process.pid)}\n${cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`,
    );
    const second = await startEmbeddedPostgres({ dataDir });
    await second.stop();
    expect(second.pid).not.toBe(process.pid);
  });
});

/** Command lines of living processes that name the folder. */
function processesNaming(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => findCommandLine(Number(pid)) ?? '')
    .filter((commandLine) => commandLine.includes(folder));
}
