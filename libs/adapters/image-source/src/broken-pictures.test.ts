import type { ImageInputSpec } from '@kindred/embedding-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.ts';
import { ImageSourceError, NotAnImageError, TruncatedImageError, UnsupportedImageFormatError } from './errors.ts';
import { sniffImage } from './sniff-image.ts';
import { noisy, twoTone } from './test-fixtures/pictures.ts';

const INPUT: ImageInputSpec = { width: 64, height: 64, fit: 'cover', kernel: 'cubic' };
const problemOf = (bytes: Uint8Array): Promise<unknown> => decodeImage(bytes, INPUT).catch((error: unknown) => error);

describe('decodeImage refuses with a sentence for people', () => {
  it.each([
    ['a PDF named .jpg', '%PDF-1.7\n%âãÏÓ\n1 0 obj', 'a PDF document'],
    ['an HTML error page', '<!DOCTYPE html><html><body>404</body></html>', 'an HTML page'],
    ['an HTML page after white space', '\n  <html lang="en">', 'an HTML page'],
    ['an empty file', '', 'nothing (0 bytes)'],
    ['JSON', '{"error":"not found"}', 'a JSON document'],
    ['plain words', 'hello there', 'plain text'],
    ['a ZIP file', 'PK\x03\x04\x14\x00\x06\x00', 'a ZIP archive or an office document'],
    ['a Git-LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid', 'a Git-LFS pointer'],
    ['an MP4 film', '\x00\x00\x00\x20ftypisom\x00\x00', 'a video'],
    ['zeros', '\x00\x00\x00\x00\x00\x00', 'data of an unknown kind'],
  ])('%s', async (_, content, looksLike) => {
    const problem = await problemOf(Buffer.from(content, 'latin1'));
    expect(problem).toBeInstanceOf(NotAnImageError);
    expect(problem).toMatchObject({ code: 'NOT_AN_IMAGE', looksLike });
    expect((problem as Error).message).toBe(
      `This is not a photo: it looks like ${looksLike}. Give a JPEG, PNG, WebP, GIF, TIFF or AVIF file.`,
    );
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['SVG', '<?xml version="1.0"?>\n<!-- drawn -->\n<svg width="9"/>'],
    ['HEIC', '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic'],
    ['BMP', 'BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00'],
    ['Photoshop', '8BPS\x00\x01'],
  ])('pictures in %s format', async (format, content) => {
    const problem = await problemOf(Buffer.from(content, 'latin1'));
    expect(problem).toBeInstanceOf(UnsupportedImageFormatError);
    expect(problem).toMatchObject({ code: 'UNSUPPORTED_IMAGE_FORMAT', format });
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('a truncated %s', async (format) => {
    const whole = await noisy(200).toFormat(format).toBuffer();
    const problem = await problemOf(whole.subarray(0, Math.floor(whole.length / 2)));
    expect(problem).toBeInstanceOf(TruncatedImageError);
    expect((problem as Error).message).toContain('is cut off after');
  });

  it.each(['tiff', 'avif'] as const)('half of a %s', async (format) => {
    const whole = await noisy(200).toFormat(format).toBuffer();
    const problem = await problemOf(whole.subarray(0, Math.floor(whole.length / 2)));
    expect(problem).toMatchObject({ code: 'DAMAGED_IMAGE' });
  });

  it('a PNG with wrong bytes in the middle', async () => {
    const bytes = await noisy(200).png().toBuffer();
    bytes.fill(0, bytes.length / 2, bytes.length / 2 + 2000);
    expect(await problemOf(bytes)).toMatchObject({ code: 'DAMAGED_IMAGE' });
  });

  it('only ever with its own errors, whatever the bytes are', async () => {
    const jpeg = await (await twoTone([200, 0, 0], [0, 0, 200])).jpeg().toBuffer();
    const damage = fc.record({ at: fc.nat(jpeg.length - 1), value: fc.nat(255), end: fc.nat(jpeg.length) });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, value, end }) => {
        const bytes = Uint8Array.from(jpeg.subarray(0, Math.max(end, 1)));
        bytes[Math.min(at, bytes.length - 1)] = value;
        const image = await decodeImage(bytes, INPUT).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ImageSourceError);
          return undefined;
        });
        expect(image?.data.length ?? 64 * 64 * 3).toBe(64 * 64 * 3);
      }),
      { numRuns: 150 },
    );
  });
});

describe('sniffImage', () => {
  it('names the format by bytes', async () => {
    const picture = await twoTone([200, 0, 0], [0, 0, 200]);
    for (const [format, name] of [
      ['jpeg', 'JPEG'],
      ['png', 'PNG'],
      ['webp', 'WebP'],
      ['gif', 'GIF'],
      ['tiff', 'TIFF'],
      ['avif', 'AVIF'],
    ] as const) {
      expect(sniffImage(await picture.clone().toFormat(format).toBuffer())).toBe(name);
    }
  });
});
