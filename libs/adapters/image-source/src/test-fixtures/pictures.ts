import { createCipheriv } from 'node:crypto';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

type Colour = readonly [red: number, green: number, blue: number];

/** 200 x 200, one colour above the other. */
export async function twoTone([r, g, b]: Colour, below: Colour): Promise<Sharp> {
  const size = { width: 200, height: 100, channels: 3 } as const;
  const top = await sharp({ create: { ...size, background: { r, g, b } } })
    .extend({ bottom: 100, background: { r: below[0], g: below[1], b: below[2] } })
    .png()
    .toBuffer();
  return sharp(top);
}

/** A square that compresses badly, so that half of its file is far less than half of the picture's structure; always the same. */
export function noisy(side: number): Sharp {
  const bytes = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(side * side * 3));
  return sharp(bytes, { raw: { width: side, height: side, channels: 3 } });
}

/** A JPEG with four channels and a CMYK profile. */
export async function cmykJpeg([r, g, b]: Colour): Promise<Buffer> {
  const flat = sharp({ create: { width: 64, height: 64, channels: 3, background: { r, g, b } } });
  const bytes = await flat.toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 100 }).toBuffer();
  const { space, channels } = await sharp(bytes).metadata();
  if (space !== 'cmyk' || channels !== 4) throw new Error(`the fixture is ${space}, not CMYK`);
  return bytes;
}

/** A PNG whose header promises width x height RGB pixels. */
export function hugeEmptyPng(width: number, height: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
