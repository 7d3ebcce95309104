import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { prepareDataDir } from './data-dir.ts';
import { withClient } from './ensure-database.ts';
import { findFreePort } from './free-port.ts';
import { locatePostgresBinaries } from './postgres-binaries.ts';
import { findPostmaster, ownershipSettings } from './postmaster.ts';
import { isProcessAlive } from './process-identity.ts';
import { canPassThrough, chooseRunAs, findNobody } from './run-as.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { stopPostmaster } from './stop-postmaster.ts';
import { spawnEmbedded } from './test-fixtures/spawn-embedded.ts';
import { temporaryDirs } from './test-fixtures/temporary-dir.ts';

const isRoot = process.getuid?.() === 0;
const DEAD = '999999@1';
/** A user that has no files anywhere. */
const STRANGER = { uid: 54_321, gid: 54_321 };

describe('startEmbeddedPostgres', () => {
  const temporaryDir = temporaryDirs();

  it('runs PostgreSQL on loopback with a password, and keeps the data', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const first = await startEmbeddedPostgres({ dataDir });
    await withClient(first.url, (client) => client.query('CREATE TABLE notes AS SELECT 1 AS n'));
    await first.stop();
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    const rows = await withClient(second.url, async (client) => (await client.query('SELECT n FROM notes')).rows);
    const addresses = await withClient(second.url, async (client) => {
      const shown = await client.query(
        "SELECT current_setting('listen_addresses') || current_setting('unix_socket_directories') AS listens",
      );
      return shown.rows;
    });
    const stranger = new URL(second.url);
    stranger.password = 'wrong';
    await expect(withClient(stranger.href, (client) => client.query('SELECT 1'))).rejects.toMatchObject({
      code: '28P01',
    });
    await second.stop();
    expect(rows).toEqual([{ n: 1 }]);
    expect(addresses).toEqual([{ listens: '127.0.0.1' }]);
  });

  it('lets only the owner read password, connection and cluster', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const server = await startEmbeddedPostgres({ dataDir });
    const paths = await prepareDataDir(dataDir);
    const modes = await Promise.all(
      [paths.cluster, paths.password, paths.connection, paths.log].map(async (path) => (await stat(path)).mode & 0o777),
    );
    await server.stop();
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
  });

  it('runs two on two folders at the same time', async () => {
    const dir = await temporaryDir();
    const servers = await Promise.all(['a', 'b'].map((name) => startEmbeddedPostgres({ dataDir: join(dir, name) })));
    const names = await Promise.all(
      servers.map(({ url }) =>
        withClient(url, async (client) => (await client.query('SELECT current_database() AS name')).rows),
      ),
    );
    await Promise.all(servers.map((server) => server.stop()));
    expect(names).toEqual([[{ name: 'kindred' }], [{ name: 'kindred' }]]);
    expect(servers[0]?.url).not.toBe(servers[1]?.url);
  });

  it('takes the port it is given, and says so when that is taken', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    await expect(startEmbeddedPostgres({ dataDir, port })).rejects.toMatchObject({ code: 'PORT_IN_USE', port });
    listener.close();
    await once(listener, 'close');
    const server = await startEmbeddedPostgres({ dataDir, port });
    await server.stop();
    expect(new URL(server.url).port).toBe(String(port));
  });

  it('refuses a cluster of another major version', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    await (await startEmbeddedPostgres({ dataDir })).stop();
    const { cluster } = await prepareDataDir(dataDir);
    await writeFile(join(cluster, 'PG_VERSION'), '15\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      'was written by PostgreSQL 15, the one here is 18',
    );
  });

  it.skipIf(!isRoot)('runs as an unprivileged user in an open folder', async () => {
    const dir = await temporaryDir();
    await chmod(dir, 0o755);
    const lines: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir: join(dir, 'data'), log: (line) => lines.push(line) });
    await server.stop();
    expect(lines).toEqual([expect.stringMatching(/^PostgreSQL runs as user [1-9]\d* on /)]);
  });

  it.skipIf(!isRoot)('as root reaches a folder closed to others with one capability', async () => {
    const lines: string[] = [];
    const server = await startEmbeddedPostgres({
      dataDir: join(await temporaryDir(), 'data'),
      log: (line) => lines.push(line),
    });
    await server.stop();
    expect(lines).toEqual([
      expect.stringMatching(/^PostgreSQL runs as user [1-9]\d* with dac_(read_search|override) on /),
    ]);
  });

  // An ordinary user reaches the programs only in a clone that is open to him.
  it.skipIf(!isRoot || !canPassThrough(import.meta.dirname, findNobody()))('runs for an ordinary user', async () => {
    const dir = await temporaryDir();
    await chmod(dir, 0o777);
    const embedded = await spawnEmbedded('start', join(dir, 'data'), findNobody());
    const rows = await withClient(embedded.url, async (client) => (await client.query('SELECT 1 AS n')).rows);
    await embedded.end();
    expect(rows).toEqual([{ n: 1 }]);
  });

  it.skipIf(!isRoot || !canPassThrough(import.meta.dirname, STRANGER))("refuses another user's data", async () => {
    const dir = await temporaryDir();
    await chmod(dir, 0o755);
    await (await startEmbeddedPostgres({ dataDir: join(dir, 'data') })).stop();
    const embedded = await spawnEmbedded('start', join(dir, 'data'), STRANGER);
    expect(embedded).toMatchObject({
      error: 'EMBEDDED_POSTGRES_START',
      message: expect.stringMatching(/belongs to user \d+, this is user 54321\./),
    });
  });
});

describe('servers already on the folder', () => {
  const temporaryDir = temporaryDirs();

  /** A server as a killed owner leaves it where the kernel does not stop it. */
  async function runUnguarded(dataDir: string, settings: readonly string[]) {
    await (await startEmbeddedPostgres({ dataDir })).stop();
    const paths = await prepareDataDir(dataDir);
    const binaries = await locatePostgresBinaries(paths.root);
    const { file, args, ...user } = chooseRunAs([binaries.binDir, paths.root], paths.cluster).command(
      binaries.postgres,
      [
        '-D',
        paths.cluster,
        ...['-c', `port=${String(await findFreePort(0))}`, '-c', 'unix_socket_directories='],
        ...settings,
      ],
    );
    const child = spawn(file, args, {
      ...user,
      cwd: '/',
      stdio: 'ignore',
      env: { ...binaries.environment, PATH: process.env['PATH'] },
    });
    return vi.waitFor(
      () => {
        const postmaster = findPostmaster(paths.cluster);
        expect(postmaster?.ready).toBe(true);
        return { identity: postmaster!.identity, child };
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  it('stops one whose owner and guardian are gone', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const orphan = await runUnguarded(dataDir, ownershipSettings(DEAD, DEAD));
    const server = await startEmbeddedPostgres({ dataDir });
    expect(isProcessAlive(orphan.identity)).toBe(false);
    await server.stop();
  });

  it('leaves alone one that Kindred did not start', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const stranger = await runUnguarded(dataDir, []);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    expect(isProcessAlive(stranger.identity)).toBe(true);
    await stopPostmaster(stranger.identity);
  });

  it('refuses to start where another process runs one, and connects to that instead', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const owner = await spawnEmbedded('start', dataDir);
    const second = await spawnEmbedded('start', dataDir);
    const guest = await spawnEmbedded('connect', dataDir);
    expect(second).toMatchObject({ error: 'DATA_DIR_IN_USE' });
    expect(guest).toMatchObject({ url: owner.url, owned: false });
    await guest.end();
    const rows = await withClient(owner.url, async (client) => (await client.query('SELECT 1 AS n')).rows);
    expect(rows).toEqual([{ n: 1 }]);
    await owner.end();
  });

  it('tells those who share a server of another process that it has ended', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const owner = await spawnEmbedded('start', dataDir);
    const guest = await spawnEmbedded('connect', dataDir);
    const told = guest.nextLine();
    owner.child.kill('SIGKILL');
    expect(JSON.parse(await told)).toEqual({ exited: true });
    await guest.end();
  });

  it('gives one server to four processes that come at once on a new folder', async () => {
    const dataDir = join(await temporaryDir(), 'data');
    const processes = await Promise.all(Array.from({ length: 4 }, () => spawnEmbedded('connect', dataDir)));
    expect(processes.filter(({ owned }) => owned)).toHaveLength(1);
    expect(new Set(processes.map(({ url }) => url)).size).toBe(1);
    for (const guest of processes.filter(({ owned }) => !owned)) await guest.end();
    for (const owner of processes.filter(({ owned }) => owned)) await owner.end();
  });
});
