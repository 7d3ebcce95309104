import { NotAnImageError, UnsupportedImageFormatError } from './errors.ts';

export type ImageFormat = 'JPEG' | 'PNG' | 'WebP' | 'GIF' | 'TIFF' | 'AVIF';

interface Signature {
  readonly pattern: RegExp;
  readonly name: string;
}

/** Matched against the first 512 bytes, one character a byte (latin1). */
const IMAGES: readonly (Signature & { readonly name: ImageFormat })[] = [
  { pattern: /^\xff\xd8\xff/, name: 'JPEG' },
  { pattern: /^\x89PNG\r\n\x1a\n/, name: 'PNG' },
  { pattern: /^RIFF[^]{4}WEBP/, name: 'WebP' },
  { pattern: /^GIF8[79]a/, name: 'GIF' },
  { pattern: /^(II\x2a\x00|MM\x00\x2a|II\x2b\x00|MM\x00\x2b)/, name: 'TIFF' },
  { pattern: /^[^]{4}ftyp(avif|avis|mif1[^]{0,40}avif)/, name: 'AVIF' },
];

const OTHER_IMAGES: readonly Signature[] = [
  { pattern: /^[^]{4}ftyp(hei[cxms]|hev[cxms]|mif1|msf1)/, name: 'HEIC' },
  { pattern: /^BM[^]{12}[\x0c\x28\x6c\x7c]\x00\x00\x00/, name: 'BMP' },
  { pattern: /^\x00\x00\x01\x00[^]\x00?/, name: 'ICO' },
  { pattern: /^8BPS/, name: 'Photoshop' },
  { pattern: /^(\xff\x0a|\x00\x00\x00\x0cJXL )/, name: 'JPEG XL' },
  { pattern: /^\x00\x00\x00\x0cjP {2}/, name: 'JPEG 2000' },
  { pattern: /^\s*(<\?xml[^]{0,300})?(<!--[^]{0,300}-->\s*)?(<!DOCTYPE svg[^]{0,300})?<svg[\s>]/i, name: 'SVG' },
];

const NOT_IMAGES: readonly Signature[] = [
  { pattern: /^\s*%PDF-/, name: 'a PDF document' },
  { pattern: /^\s*(<!--[^]{0,300}-->\s*)?<(!doctype html|html|head|body|script)/i, name: 'an HTML page' },
  { pattern: /^version https:\/\/git-lfs/, name: 'a Git-LFS pointer' },
  { pattern: /^\s*<\?xml/, name: 'an XML document' },
  { pattern: /^\s*[[{]/, name: 'a JSON document' },
  { pattern: /^PK\x03\x04/, name: 'a ZIP archive or an office document' },
  { pattern: /^\x1f\x8b/, name: 'gzip-compressed data' },
  { pattern: /^[^]{4}ftyp/, name: 'a video' },
  { pattern: /^\x1a\x45\xdf\xa3/, name: 'a video' },
  { pattern: /^(\x7fELF|MZ)/, name: 'a program' },
  { pattern: /^[\t\n\r\x20-\x7e\x80-\xff]+$/, name: 'plain text' },
];

/**
 * Tells the format by the first bytes; names and headers are not believed.
 *
 * @throws NotAnImageError, UnsupportedImageFormatError (SVG among them: it is a program, not a photo)
 */
export function sniffImage(bytes: Uint8Array): ImageFormat {
  if (bytes.length === 0) throw new NotAnImageError('nothing (0 bytes)');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1');
  const image = IMAGES.find(({ pattern }) => pattern.test(head));
  if (image !== undefined) return image.name;
  const other = OTHER_IMAGES.find(({ pattern }) => pattern.test(head));
  if (other !== undefined) throw new UnsupportedImageFormatError(other.name);
  throw new NotAnImageError(NOT_IMAGES.find(({ pattern }) => pattern.test(head))?.name ?? 'data of an unknown kind');
}

/** Whether the end that a whole file of this format has is missing. False where the format has no fixed end. */
export function isCutOff(bytes: Uint8Array, format: ImageFormat): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (format) {
    case 'JPEG':
      return !buffer.subarray(-64).includes(Buffer.of(0xff, 0xd9));
    case 'PNG':
      return !buffer.subarray(-64).includes('IEND', 0, 'latin1');
    case 'GIF':
      return !buffer.subarray(-64).includes(Buffer.of(0x00, 0x3b));
    case 'WebP':
      return buffer.length < 12 || buffer.readUInt32LE(4) + 8 > buffer.length;
    case 'TIFF':
    case 'AVIF':
      return false;
  }
}
