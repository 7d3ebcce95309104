import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ImageSource } from './image-source.ts';
import type { MediaKind } from './media-kind.ts';
import { PhotoServer } from './test-fixtures/photo-server.ts';

class NotALetterError extends Error {
  readonly code = 'NOT_A_LETTER';
}

/** Files that begin with "Dear". */
const LETTERS: MediaKind = {
  accept: 'text/letter',
  check: (bytes) => {
    if (!Buffer.from(bytes).toString('latin1').startsWith('Dear')) throw new NotALetterError();
  },
};
const letter = Buffer.from('Dear customer');

const server = new PhotoServer();
let folder: string;
let source: ImageSource;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-media-'));
  await server.listen();
  source = await ImageSource.open({
    uploadDir: join(folder, 'uploads'),
    cache: { dir: join(folder, 'cache'), maxBytes: 1e6 },
    isAllowedAddress: () => true,
    media: LETTERS,
  });
});
afterAll(async () => {
  await source.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it('gives files of the kind asked for from servers, data URLs and uploads', async () => {
  server.routes.set('/letter', (_, response) => response.end(letter));
  const upload = await source.saveUpload(letter);
  for (const url of [`${server.base}/letter`, `data:text/letter;base64,${letter.toString('base64')}`, upload])
    expect(Buffer.from((await source.load(url)).bytes)).toEqual(letter);
  expect(server.requests.at(-1)?.headers.accept).toBe('text/letter');
});

it('passes on why another file is none, asks no second time, and keeps nothing of it', async () => {
  server.routes.set('/picture', (_, response) => response.setHeader('etag', '"1"').end('\x89PNG'));
  const before = server.requests.length;
  await expect(source.load(`${server.base}/picture`)).rejects.toBeInstanceOf(NotALetterError);
  expect(server.requests.length - before).toBe(1);
  await expect(source.load('data:image/png;base64,iVBORw0KGgo=')).rejects.toBeInstanceOf(NotALetterError);
  await expect(source.saveUpload(Buffer.from('\x89PNG'))).rejects.toBeInstanceOf(NotALetterError);
});
