import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImageSource } from './image-source.ts';
import { PhotoServer } from './test-fixtures/photo-server.ts';
import { twoTone } from './test-fixtures/pictures.ts';

const MAX_BYTES = 3_000_000;

describe('ImageSource tells the size of a photo before it reads it', () => {
  const server = new PhotoServer();
  let dir: string;
  let photo: Buffer;
  let source: ImageSource;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kindred-reserved-'));
    photo = await (await twoTone([200, 0, 0], [0, 0, 200])).png().toBuffer();
    await writeFile(join(dir, 'boot.png'), photo);
    await server.listen();
    server.routes.set('/announced.png', (_, response) => {
      response.writeHead(200, { 'content-length': photo.length }).end(photo);
    });
    server.routes.set('/chunked.png', (_, response) => response.writeHead(200).write(photo, () => response.end()));
    source = await ImageSource.open({
      uploadDir: join(dir, 'uploads'),
      fileRoots: [dir],
      allowPrivateAddresses: true,
      maxBytes: MAX_BYTES,
    });
  });
  afterAll(async () => {
    await source.close();
    await server.close();
    await rm(dir, { recursive: true });
  });

  const reservedFor = async (url: string): Promise<number[]> => {
    const reserved: number[] = [];
    await source.load(url, { reserve: async (bytes) => void reserved.push(bytes) });
    return reserved;
  };

  it('of a file, an upload and an announced body as it is, of any other body as the most it may be', async () => {
    expect(await reservedFor(pathToFileURL(join(dir, 'boot.png')).href)).toEqual([photo.length]);
    expect(await reservedFor(await source.saveUpload(photo))).toEqual([photo.length]);
    expect(await reservedFor(`${server.base}/announced.png`)).toEqual([photo.length]);
    expect(await reservedFor(`${server.base}/chunked.png`)).toEqual([MAX_BYTES]);
  });

  it('again for a further try, and fails without reading when there is nothing to be had', async () => {
    let tries = 0;
    server.routes.set('/later.png', (_, response) => {
      if (++tries > 1) response.writeHead(200, { 'content-length': photo.length }).end(photo);
      else response.writeHead(200, { 'content-length': 999_999 }).write(photo, () => response.destroy());
    });
    expect(await reservedFor(`${server.base}/later.png`)).toEqual([999_999, photo.length]);
    const refused = source.load(`${server.base}/announced.png`, { reserve: () => Promise.reject(new Error('full')) });
    await expect(refused).rejects.toThrow('full');
  });

  it('and hashes a large photo as a small one', async () => {
    const large = Buffer.concat([photo, Buffer.alloc(1_500_000)]);
    await writeFile(join(dir, 'large.png'), large);
    const { contentHash } = await source.load(pathToFileURL(join(dir, 'large.png')).href);
    expect(contentHash).toBe(createHash('sha256').update(large).digest('hex'));
  });
});
