import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { NotAnImageError } from './errors.ts';
import { twoTone } from './test-fixtures/pictures.ts';
import { thumbnail } from './thumbnail.ts';

describe('thumbnail', () => {
  it('is an upright WebP with the longest side as asked and no metadata', async () => {
    const wide = (await twoTone([200, 0, 0], [0, 0, 200])).resize(400, 100, { fit: 'fill' });
    const bytes = await wide.withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { format, width, height, exif } = await sharp(await thumbnail(bytes, 96)).metadata();
    expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 24, height: 96, exif: undefined });
  });

  it('is not larger than the photo', async () => {
    const bytes = await (await twoTone([200, 0, 0], [0, 0, 200])).png().toBuffer();
    const { width, height } = await sharp(await thumbnail(bytes, 2048)).metadata();
    expect([width, height]).toEqual([200, 200]);
  });

  it('refuses other sizes and other files', async () => {
    await expect(thumbnail(new Uint8Array(0), 96)).rejects.toBeInstanceOf(NotAnImageError);
    await expect(thumbnail(new Uint8Array(0), 5000)).rejects.toBeInstanceOf(RangeError);
  });
});
