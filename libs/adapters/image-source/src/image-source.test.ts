import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageSource } from './image-source.ts';
import { twoTone } from './test-fixtures/pictures.ts';

const problemOf = (loading: Promise<unknown>): Promise<unknown> => loading.catch((error: unknown) => error);

describe('ImageSource without network', () => {
  let dir: string;
  let photo: Buffer;
  let source: ImageSource;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kindred-images-'));
    await mkdir(join(dir, 'photos'));
    photo = await (await twoTone([200, 0, 0], [0, 0, 200])).png().toBuffer();
    await writeFile(join(dir, 'photos', 'boot.png'), photo);
    await writeFile(join(dir, 'secret.png'), photo);
    source = await ImageSource.open({
      uploadDir: join(dir, 'uploads'),
      fileRoots: [join(dir, 'photos')],
      maxBytes: 50_000,
    });
  });
  afterEach(async () => {
    await source.close();
    await rm(dir, { recursive: true });
  });
  const fileUrl = (...parts: string[]): string => pathToFileURL(join(dir, ...parts)).href;

  it('loads data: addresses and gives the hash of the bytes', async () => {
    const { bytes, contentHash } = await source.load(`data:image/png;base64,${photo.toString('base64')}`);
    expect(Buffer.compare(bytes, photo)).toBe(0);
    expect(contentHash).toBe(createHash('sha256').update(photo).digest('hex'));
    const percent = photo.toString('hex').replace(/../gu, '%$&');
    expect((await source.load(`data:,${percent}`)).contentHash).toBe(contentHash);
  });

  it('refuses data: addresses that are too large, have no contents or are no photo', async () => {
    expect(await problemOf(source.load(`data:;base64,${'A'.repeat(70_000)}`))).toMatchObject({
      code: 'IMAGE_TOO_LARGE',
    });
    expect(await problemOf(source.load('data:image/png'))).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
    expect(await problemOf(source.load('data:image/jpeg,hello'))).toMatchObject({
      code: 'NOT_AN_IMAGE',
      looksLike: 'plain text',
    });
  });

  it('loads files below an allowed folder', async () => {
    expect(Buffer.compare((await source.load(fileUrl('photos', 'boot.png'))).bytes, photo)).toBe(0);
  });

  it('refuses files elsewhere, by way of dots, encoded dots or links, and does not tell whether they exist', async () => {
    await symlink(join(dir, 'secret.png'), join(dir, 'photos', 'link.png'));
    const escapes = [
      fileUrl('secret.png'),
      fileUrl('none.png'),
      `${fileUrl('photos')}/../secret.png`,
      `${fileUrl('photos')}/%2e%2e/secret.png`,
      fileUrl('photos', 'link.png'),
      fileUrl('photos'),
      'file://host/share/a.png',
    ];
    for (const url of escapes)
      expect(await problemOf(source.load(url)), url).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
  });

  it('names what is missing, a folder or too large', async () => {
    await mkdir(join(dir, 'photos', 'more'));
    await writeFile(join(dir, 'photos', 'large.png'), Buffer.alloc(50_001));
    expect(await problemOf(source.load(fileUrl('photos', 'gone.png')))).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
    expect(await problemOf(source.load(fileUrl('photos', 'more')))).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
    expect(await problemOf(source.load(fileUrl('photos', 'large.png')))).toMatchObject({ code: 'IMAGE_TOO_LARGE' });
  });

  it('keeps an upload once, by content, and loads it again', async () => {
    const urls = await Promise.all([source.saveUpload(photo), source.saveUpload(photo), source.saveUpload(photo)]);
    expect(new Set(urls)).toEqual(new Set([`upload:${createHash('sha256').update(photo).digest('hex')}`]));
    expect(Buffer.compare((await source.load(urls[0])).bytes, photo)).toBe(0);
    expect((await readdir(join(dir, 'uploads'), { recursive: true })).length).toBe(2);
  });

  it('refuses uploads that are no photo or too large, and addresses of none', async () => {
    expect(await problemOf(source.saveUpload(Buffer.from('%PDF-1.4')))).toMatchObject({ code: 'NOT_AN_IMAGE' });
    expect(await problemOf(source.saveUpload(Buffer.alloc(60_000)))).toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    expect(await problemOf(source.load(`upload:${'0'.repeat(64)}`))).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
    expect(await problemOf(source.load('upload:../../secret.png'))).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
  });

  it('notices a stored upload that was changed', async () => {
    const url = await source.saveUpload(photo);
    const hash = url.slice('upload:'.length);
    await writeFile(join(dir, 'uploads', hash.slice(0, 2), hash), Buffer.concat([photo, Buffer.of(0)]));
    expect(((await problemOf(source.load(url))) as Error).message).toContain('damaged; upload it again');
  });

  it.each(['ftp://shop.example/a.jpg', 'javascript:alert(1)', 'photo.jpg', '', '//shop.example/a.jpg'])(
    'refuses %j',
    async (url) => {
      expect(await problemOf(source.load(url))).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
    },
  );

  it('does not start when aborted', async () => {
    const signal = AbortSignal.abort(new Error('shopper left'));
    expect(await problemOf(source.load(fileUrl('photos', 'boot.png'), { signal }))).toMatchObject({
      code: 'IMAGE_LOAD_ABORTED',
    });
  });
});
