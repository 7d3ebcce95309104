import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import type { ImageInputSpec, PixelImage } from '@kindred/embedding-model';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.ts';
import { ImageTooLargeError } from './errors.ts';
import { cmykJpeg, hugeEmptyPng, twoTone } from './test-fixtures/pictures.ts';

const INPUT: ImageInputSpec = { width: 260, height: 260, fit: 'cover', kernel: 'cubic' };
const RED = [230, 30, 40] as const;
const BLUE = [20, 40, 220] as const;

/** Red, green and blue at a place given in shares of width and height. */
function colourAt({ width, height, data }: PixelImage, x: number, y: number): number[] {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
  return [...data.subarray(at, at + 3)];
}
function expectColour(
  image: PixelImage,
  place: readonly [number, number],
  colour: readonly number[],
  tolerance = 12,
): void {
  colourAt(image, ...place).forEach((value, channel) =>
    expect(Math.abs(value - (colour[channel] ?? 0))).toBeLessThanOrEqual(tolerance),
  );
}

describe('decodeImage', () => {
  // The stored picture is red above blue; each orientation says how to turn it, so red ends up on another side.
  it.each([
    [1, [0.5, 0.1]],
    [2, [0.5, 0.1]],
    [3, [0.5, 0.9]],
    [4, [0.5, 0.9]],
    [5, [0.1, 0.5]],
    [6, [0.9, 0.5]],
    [7, [0.9, 0.5]],
    [8, [0.1, 0.5]],
  ] as const)('turns EXIF orientation %i upright', async (orientation, redPlace) => {
    const bytes = await (await twoTone(RED, BLUE)).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    const image = await decodeImage(bytes, INPUT);
    expectColour(image, redPlace, RED);
    expectColour(image, [1 - redPlace[0], 1 - redPlace[1]], BLUE);
  });

  it('lays transparency on white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const bytes = await sharp({ create: { width: 40, height: 40, channels: 4, background: clear } })
      .png()
      .toBuffer();
    expectColour(await decodeImage(bytes, INPUT), [0.5, 0.5], [255, 255, 255], 0);
  });

  it('reads CMYK as sRGB', async () => {
    const image = await decodeImage(await cmykJpeg(RED), INPUT);
    expectColour(image, [0.5, 0.5], RED, 25);
  });

  it('reads greyscale as three equal channels', async () => {
    const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#808080' } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect((await sharp(bytes).metadata()).channels).toBe(1);
    expectColour(await decodeImage(bytes, INPUT), [0.5, 0.5], [128, 128, 128], 1);
  });

  it.each(['rgb16', 'grey16'] as const)('reads 16 bit (%s) as 8 bit', async (space) => {
    const base = (await twoTone([200, 200, 200], [40, 40, 40])).toColourspace(space);
    const bytes = await base.png().toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    const image = await decodeImage(bytes, INPUT);
    expectColour(image, [0.5, 0.1], [200, 200, 200], 2);
    expectColour(image, [0.5, 0.9], [40, 40, 40], 2);
  });

  it.each(['gif', 'webp'] as const)('takes the first frame of an animated %s', async (format) => {
    const frames = await Promise.all(
      [RED, BLUE].map(async (colour) => (await twoTone(colour, colour)).png().toBuffer()),
    );
    const bytes = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    expectColour(await decodeImage(bytes, INPUT), [0.5, 0.5], RED);
  });

  it.each(['webp', 'tiff', 'avif', 'gif', 'png', 'jpeg'] as const)('reads %s', async (format) => {
    const image = await decodeImage(await (await twoTone(RED, BLUE)).toFormat(format).toBuffer(), INPUT);
    expectColour(image, [0.5, 0.1], RED, 20);
    expectColour(image, [0.5, 0.9], BLUE, 20);
  });

  it.each([
    [1, 1],
    [30_000, 10],
    [10, 30_000],
  ])('reads a picture of %i x %i', async (width, height) => {
    const bytes = await sharp({ create: { width, height, channels: 3, background: '#e61e28' } })
      .png()
      .toBuffer();
    const image = await decodeImage(bytes, INPUT);
    expect([image.width, image.height, image.data.length]).toEqual([260, 260, 260 * 260 * 3]);
    expectColour(image, [0.5, 0.5], RED, 1);
  });

  it('fits whole pictures on white for `contain`', async () => {
    const bytes = await sharp({ create: { width: 100, height: 50, channels: 3, background: '#e61e28' } })
      .png()
      .toBuffer();
    const image = await decodeImage(bytes, { ...INPUT, fit: 'contain' });
    expectColour(image, [0.5, 0.05], [255, 255, 255], 0);
    expectColour(image, [0.5, 0.5], RED, 1);
  });

  it('cuts out the centre for a model that crops', async () => {
    // 256 x 256, of which the frame 16 pixels wide is blue: 224 of 256 are red, and a crop of 0.875 keeps just them.
    const red = await sharp({ create: { width: 224, height: 224, channels: 3, background: '#e61e28' } })
      .extend({ top: 16, bottom: 16, left: 16, right: 16, background: '#1e28e6' })
      .png()
      .toBuffer();
    const whole = await decodeImage(red, { ...INPUT, width: 224, height: 224 });
    const cropped = await decodeImage(red, { ...INPUT, width: 224, height: 224, crop: 0.875 });
    expectColour(whole, [0.01, 0.5], [30, 40, 230], 2);
    const colours = new Set(
      Array.from({ length: 224 * 224 }, (_, i) => cropped.data.subarray(i * 3, i * 3 + 3).join()),
    );
    expect([...colours]).toEqual(['230,30,40']);
  });

  it('refuses a decompression bomb by its header, without decoding it', async () => {
    const bomb = hugeEmptyPng(60_000, 60_000, deflateSync(Buffer.alloc(1_000_000)));
    const before = process.memoryUsage().rss;
    const refusal = await decodeImage(bomb, INPUT).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ImageTooLargeError);
    expect((refusal as Error).message).toContain('60000 x 60000 = 3600.0 million pixels; at most 50.0 million');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('answers in time when a photo takes longer, and decodes the next one', async () => {
    const bytes = await sharp({ create: { width: 5000, height: 5000, channels: 3, background: '#e61e28' } })
      .png()
      .toBuffer();
    const slow = decodeImage(bytes, INPUT, { timeoutMs: 1 });
    const next = decodeImage(bytes, INPUT);
    await expect(slow).rejects.toMatchObject({ code: 'IMAGE_TIMEOUT' });
    expectColour(await next, [0.5, 0.5], RED, 1);
  });

  it('refuses by a limit of the caller', async () => {
    const bytes = await (await twoTone(RED, BLUE)).png().toBuffer();
    await expect(decodeImage(bytes, INPUT, { maxPixels: 100 })).rejects.toBeInstanceOf(ImageTooLargeError);
  });
});

const datasets = resolve(
  fileURLToPath(new URL('../../../../', import.meta.url)),
  process.env['KINDRED_DATASETS_DIR'] ?? '../shared/data',
);
const shoes = join(datasets, 'clothing-small/images/test/shoes');
const reason = existsSync(shoes) ? '' : ` (skipped: no photos under ${datasets}; set KINDRED_DATASETS_DIR)`;

describe.skipIf(reason !== '')(`decodeImage on real photos${reason}`, () => {
  it('gives byte for byte what the contract of the bundled model says', async () => {
    for (const name of readdirSync(shoes).slice(0, 8)) {
      const bytes = readFileSync(join(shoes, name));
      const contract = await sharp(bytes)
        .rotate()
        .flatten({ background: '#fff' })
        .toColourspace('srgb')
        .resize(260, 260, { fit: 'cover', position: 'centre', kernel: 'cubic' })
        .removeAlpha()
        .raw()
        .toBuffer();
      expect(Buffer.compare((await decodeImage(bytes, INPUT)).data, contract), name).toBe(0);
    }
  });
});
