import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PhotoCache } from './photo-cache.ts';
import { RecordedTimers } from './test-fixtures/recorded-timers.ts';
import { listFiles } from './write-atomically.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kindred-photo-cache-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** Later than any file that the test writes, so that a use is newer than all writes. */
const timers = new RecordedTimers({ nowMs: Date.now() + 3_600_000 });
const open = (maxBytes = 1_000_000) => PhotoCache.open(dir, maxBytes, timers);
const sizeOf = async () => (await listFiles(dir, Date.now())).reduce((sum, { bytes }) => sum + bytes, 0);
const filesOf = async () => (await listFiles(dir, Date.now())).map(({ path }) => path);

describe('PhotoCache', () => {
  it('gives back what was saved, also after it was opened anew', async () => {
    const photo = { bytes: randomBytes(2000), etag: '"a"', lastModified: 'Wed, 25 Nov 2026 10:00:00 GMT' };
    await (await open()).save('https://shop.example/a.jpg?token=secret', photo);
    const cache = await open();
    expect(await cache.find('https://shop.example/a.jpg?token=secret')).toEqual(photo);
    expect(await cache.find('https://shop.example/b.jpg')).toBeUndefined();
  });

  it('keeps the bytes of two addresses once, and no address', async () => {
    const cache = await open();
    const bytes = randomBytes(2000);
    await cache.save('https://shop.example/a.jpg?token=secret', { bytes, etag: '"a"' });
    await cache.save('https://shop.example/b.jpg', { bytes, etag: '"b"' });
    const files = await filesOf();
    expect(files).toHaveLength(3);
    for (const path of files) expect((await readFile(path)).includes('shop.example')).toBe(false);
  });

  it('stays within its size and lets go what was not used for longest', async () => {
    const cache = await open(100_000);
    for (let i = 0; i < 9; i++) await cache.save(`photo-${String(i)}`, { bytes: randomBytes(9_500), etag: '"x"' });
    expect(await cache.find('photo-0')).toBeDefined();
    for (let i = 9; i < 15; i++) await cache.save(`photo-${String(i)}`, { bytes: randomBytes(9_500), etag: '"x"' });
    expect(await sizeOf()).toBeLessThanOrEqual(100_000);
    expect(await cache.find('photo-0')).toBeDefined();
    expect(await cache.find('photo-1')).toBeUndefined();
    expect(await cache.find('photo-14')).toBeDefined();
  });

  it('counts what another process wrote into the folder', async () => {
    const [one, other] = [await open(100_000), await open(100_000)];
    for (let i = 0; i < 20; i++)
      await (i % 2 === 0 ? one : other).save(`photo-${String(i)}`, { bytes: randomBytes(9_000), etag: '"x"' });
    expect(await sizeOf()).toBeLessThanOrEqual(110_000);
  });

  it('does not keep a photo that would push out most others', async () => {
    const cache = await open(100_000);
    await cache.save('large', { bytes: randomBytes(10_001), etag: '"x"' });
    expect(await filesOf()).toEqual([]);
  });

  it('counts a damaged photo or entry as absent, and removes it', async () => {
    const cache = await open();
    for (const name of ['photo', 'entry']) await cache.save(name, { bytes: randomBytes(500), etag: '"x"' });
    for (const path of await filesOf()) await writeFile(path, '{"half":');
    expect(await cache.find('photo')).toBeUndefined();
    expect(await cache.find('entry')).toBeUndefined();
    await cache.save('photo', { bytes: Buffer.from('again'), etag: '"y"' });
    expect(await cache.find('photo')).toEqual({ bytes: Buffer.from('again'), etag: '"y"' });
  });

  it('removes the drafts of a process that died, and leaves those of one at work', async () => {
    const [dead, alive] = [join(dir, 'x.1.tmp'), join(dir, 'x.2.tmp')];
    await Promise.all([writeFile(dead, 'half'), writeFile(alive, 'half')]);
    await utimes(dead, new Date(timers.nowMs - 3_600_000), new Date(timers.nowMs - 3_600_000));
    await utimes(alive, new Date(timers.nowMs), new Date(timers.nowMs));
    await open();
    expect(await readdir(dir)).toEqual(['x.2.tmp']);
  });

  it('fails no load where nothing can be written', async () => {
    const cache = await open();
    await rm(dir, { recursive: true });
    await writeFile(dir, 'a file in its place');
    await cache.save('photo', { bytes: randomBytes(500), etag: '"x"' });
    expect(await cache.find('photo')).toBeUndefined();
  });

  it('holds whole photos only after kill -9 in the middle of writing', async () => {
    const script = fileURLToPath(new URL('test-fixtures/fill-photo-cache.ts', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=@kindred/source', script, dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let saved = 0;
    await new Promise<void>((resolve) => {
      child.on('close', () => resolve());
      child.stdout.on('data', (text: Buffer) => {
        saved = Number(text.toString().trimEnd().split('\n').at(-1));
        if (saved >= 40) child.kill('SIGKILL');
      });
    });
    const cache = await open(1_000_000_000);
    let found = 0;
    for (let i = 0; i < saved + 100; i++) {
      const photo = await cache.find(`photo-${String(i)}`);
      if (photo === undefined) continue;
      expect(photo.bytes.every((value) => value === i % 251)).toBe(true);
      expect(photo.bytes).toHaveLength(300_000 + i);
      found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(saved);
  });
});
