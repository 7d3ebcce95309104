import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.ts';
import { ImageSourceError } from './errors.ts';
import { ImageSource } from './image-source.ts';
import { hostileAddresses, prepare, type HostileAddress } from './test-fixtures/hostile-addresses.ts';
import { hostileFiles, type HostileFile } from './test-fixtures/hostile-files.ts';
import { PhotoServer } from './test-fixtures/photo-server.ts';
import { RecordedTimers } from './test-fixtures/recorded-timers.ts';

const INPUT = { width: 64, height: 64, fit: 'cover', kernel: 'cubic' } as const;
const server = new PhotoServer();
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kindred-hostile-'));
  await server.listen();
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

/** Loads and decodes as an import does, with 127.0.0.1 standing for the public internet. */
async function refusalOf(address: HostileAddress): Promise<unknown> {
  const source = await ImageSource.open({
    uploadDir: join(dir, 'uploads'),
    fileRoots: [dir],
    isAllowedAddress: (host) => host === '127.0.0.1' || host === '93.184.216.34',
    maxBytes: 200_000,
    minProgress: { bytes: 1024, everyMs: 60 },
    timers: new RecordedTimers(),
    cache: { dir: join(dir, 'cache'), maxBytes: 1_000_000 },
    ...address.options,
  });
  try {
    const { bytes } = await source.load(prepare(address, server));
    return await decodeImage(bytes, INPUT);
  } catch (error) {
    return error;
  } finally {
    await source.close();
  }
}

/** A hostile file as a server gives it, with the type and the validators of a photo. */
function asAddress({ name, bytes, code, told }: HostileFile): HostileAddress {
  return {
    name,
    url: '{server}/x',
    code,
    told,
    answer: (_, response) =>
      void Promise.resolve(bytes()).then((body) =>
        response.writeHead(200, { 'content-type': 'image/jpeg', etag: `"${name}"` }).end(body),
      ),
  };
}

const all = [...hostileAddresses, ...hostileFiles.map(asAddress)];

describe('ImageSource refuses hostile addresses', () => {
  it('more than 60, each of another kind', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(100);
  });

  it.each(hostileAddresses)('$name', async (address) => {
    const problem = await refusalOf(address);
    expect(problem).toBeInstanceOf(ImageSourceError);
    const { message } = problem as Error;
    expect(message).toContain(address.told);
    expect(problem).toMatchObject({ code: address.code });
  });
});

const collectGarbage = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();
/** Sockets, files and timers that the process holds. */
async function held(): Promise<Record<string, number>> {
  // Closing is over at the earliest in the next turn of the event loop.
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  collectGarbage();
  const counts: Record<string, number> = { serverConnections: await server.connections() };
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  if (process.platform === 'linux') counts['descriptors'] = readdirSync('/proc/self/fd').length;
  return counts;
}

describe('after all hostile addresses and files', () => {
  it('the reasons are sentences of one line, and the process holds what it held before', async () => {
    const round = async (): Promise<void> => {
      for (const address of all) {
        const problem = await refusalOf(address);
        expect(problem, address.name).toBeInstanceOf(ImageSourceError);
        expect((problem as Error).message, address.name).toMatch(/^[A-Z][^\n]{20,500}\.$/u);
        expect((problem as Error).message, address.name).not.toContain(dir);
      }
      server.requests.length = 0;
    };
    // The first rounds load what is loaded once, and let the allocators reach their size.
    for (let warmUp = 0; warmUp < 2; warmUp++) await round();
    const [before, memoryBefore] = [await held(), process.memoryUsage()];
    for (let again = 0; again < 2; again++) await round();
    const [after, memoryAfter] = [await held(), process.memoryUsage()];
    expect(after).toEqual(before);
    const grownMb = (kind: 'rss' | 'heapUsed') => (memoryAfter[kind] - memoryBefore[kind]) / 2 ** 20;
    expect(grownMb('rss')).toBeLessThan(25);
    expect(grownMb('heapUsed')).toBeLessThan(3);
  }, 120_000);
});
