import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ImageSource } from './image-source.ts';
import { PhotoServer } from './test-fixtures/photo-server.ts';
import { twoTone } from './test-fixtures/pictures.ts';
import { listFiles } from './write-atomically.ts';

const server = new PhotoServer();
let dir: string;
let red: Buffer;
let blue: Buffer;
let source: ImageSource;
const url = (): string => `${server.base}/boot.png`;
const cacheDir = (): string => join(dir, 'cache');

beforeAll(async () => {
  red = await (await twoTone([200, 0, 0], [200, 0, 0])).png().toBuffer();
  blue = await (await twoTone([0, 0, 200], [0, 0, 200])).png().toBuffer();
  await server.listen();
});
afterAll(() => server.close());
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kindred-revalidation-'));
  const cache = { dir: cacheDir(), maxBytes: 1_000_000 };
  source = await ImageSource.open({ uploadDir: join(dir, 'uploads'), allowPrivateAddresses: true, cache });
});
afterEach(async () => {
  await source.close();
  server.routes.clear();
  server.requests.length = 0;
  await rm(dir, { recursive: true });
});

/** What is there now; answers 304 to whoever has it already, as a server of files does. */
function serve(photo: Buffer, headers: Record<string, string>): void {
  server.routes.set('/boot.png', (request, response) => {
    const { 'if-none-match': match, 'if-modified-since': since } = request.headers;
    const isSame =
      match === undefined ? since !== undefined && since === headers['last-modified'] : match === headers['etag'];
    if (isSame) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(photo);
  });
}
const loaded = async (): Promise<Buffer> => Buffer.from((await source.load(url())).bytes);
const answers = (): (string | undefined)[] => server.requests.map(({ headers }) => headers['if-none-match']);

describe('ImageSource with a cache', () => {
  it('asks whether a photo is still the same by its ETag, and takes it from disk', async () => {
    serve(red, { etag: '"red"' });
    expect(await loaded()).toEqual(red);
    let sent = 0;
    server.routes.set('/boot.png', (request, response) => {
      expect(request.headers['if-none-match']).toBe('"red"');
      sent += 1;
      response.writeHead(304).end();
    });
    expect(await loaded()).toEqual(red);
    expect(await loaded()).toEqual(red);
    expect(sent).toBe(2);
  });

  it('asks by Last-Modified where there is no ETag', async () => {
    const lastModified = 'Wed, 25 Nov 2026 10:00:00 GMT';
    serve(red, { 'last-modified': lastModified });
    expect(await loaded()).toEqual(red);
    expect(await loaded()).toEqual(red);
    expect(server.requests[1]?.headers['if-modified-since']).toBe(lastModified);
  });

  it('takes the new photo when it changed', async () => {
    serve(red, { etag: '"red"' });
    await loaded();
    serve(blue, { etag: '"blue"' });
    expect(await loaded()).toEqual(blue);
    expect(await loaded()).toEqual(blue);
    expect(answers()).toEqual([undefined, '"red"', '"blue"']);
  });

  it('asks the address that a redirect leads to, not the one that redirects', async () => {
    serve(red, { etag: '"red"' });
    server.routes.set('/moved', (_, response) => response.writeHead(302, { location: '/boot.png' }).end());
    for (let i = 0; i < 2; i++) expect(Buffer.from((await source.load(`${server.base}/moved`)).bytes)).toEqual(red);
    expect(answers()).toEqual([undefined, undefined, undefined, '"red"']);
  });

  it.each([
    ['a server that cannot tell whether it changed', {}],
    ['a server that forbids it', { etag: '"red"', 'cache-control': 'private, no-store' }],
  ])('keeps nothing of %s', async (_, headers) => {
    serve(red, headers as Record<string, string>);
    expect(await loaded()).toEqual(red);
    expect(await listFiles(cacheDir(), Date.now())).toEqual([]);
  });

  it('keeps nothing that is no photo', async () => {
    serve(Buffer.from('<html>Log in</html>'), { etag: '"page"' });
    await expect(source.load(url())).rejects.toMatchObject({ code: 'NOT_AN_IMAGE' });
    expect(await listFiles(cacheDir(), Date.now())).toEqual([]);
  });

  it('does not show what the server no longer gives', async () => {
    serve(red, { etag: '"red"' });
    await loaded();
    server.routes.set('/boot.png', (_, response) => response.writeHead(403).end());
    await expect(source.load(url())).rejects.toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
  });

  it('takes "not modified" from nobody that it did not ask', async () => {
    server.routes.set('/boot.png', (_, response) => response.writeHead(304).end());
    await expect(source.load(url())).rejects.toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
  });
});
