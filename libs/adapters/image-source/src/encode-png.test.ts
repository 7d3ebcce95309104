import { paintedImage } from '@kindred/embedding-model/testing';
import { expect, it } from 'vitest';
import { decodeImage } from './decode-image.ts';
import { encodePng } from './encode-png.ts';
import { sniffImage } from './sniff-image.ts';

it('keeps every pixel', async () => {
  const image = paintedImage({ width: 48, height: 32 }, 3);
  const { bytes, mime } = await encodePng(image);
  expect(mime).toBe('image/png');
  expect(sniffImage(bytes)).toBe('PNG');
  const decoded = await decodeImage(bytes, { width: 48, height: 32, fit: 'cover', kernel: 'cubic' });
  expect(Buffer.from(decoded.data).equals(image.data)).toBe(true);
});
