import { deflateSync, gzipSync } from 'node:zlib';
import { hugeEmptyPng, noisy } from './pictures.ts';

/** Bytes that pretend to be a photo, and how they are refused. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array> | Uint8Array;
  readonly code: string;
  /** Part of the sentence. */
  readonly told: string;
}

type Format = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif';

const latin1 = (text: string) => () => Buffer.from(text, 'latin1');
const notAPhoto = (name: string, content: string, told: string): HostileFile => ({
  name,
  bytes: latin1(content),
  code: 'NOT_AN_IMAGE',
  told,
});
const unsupported = (name: string, content: string, told: string): HostileFile => ({
  name,
  bytes: latin1(content),
  code: 'UNSUPPORTED_IMAGE_FORMAT',
  told,
});

const encoded = (format: Format): Promise<Buffer> => noisy(120).toFormat(format).toBuffer();
const half = (format: Format) => async () => {
  const whole = await encoded(format);
  return whole.subarray(0, Math.floor(whole.length / 2));
};
const changed = (format: Format, change: (bytes: Buffer) => void) => async () => {
  const bytes = await encoded(format);
  change(bytes);
  return bytes;
};
/** Big-endian height and width in the frame header of a baseline JPEG. */
const sizeJpeg = (width: number, height: number) => (bytes: Buffer) => {
  const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
};

const wrongKinds: readonly HostileFile[] = [
  notAPhoto('an empty file', '', 'nothing (0 bytes)'),
  notAPhoto('a PDF', '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj', 'a PDF document'),
  notAPhoto('an HTML page', '<!DOCTYPE html><html><body>404</body></html>', 'an HTML page'),
  notAPhoto('a script', '<script>alert(1)</script>', 'an HTML page'),
  notAPhoto('JSON', '{"error":"not found"}', 'a JSON document'),
  notAPhoto('XML', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'an XML document'),
  notAPhoto('plain words', 'hello there', 'plain text'),
  notAPhoto('a ZIP archive', 'PK\x03\x04\x14\x00\x06\x00', 'a ZIP archive'),
  notAPhoto('a Git-LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid', 'a Git-LFS pointer'),
  notAPhoto('an MP4 film', '\x00\x00\x00\x20ftypisom\x00\x00', 'a video'),
  notAPhoto('a WebM film', '\x1a\x45\xdf\xa3\x01\x00', 'a video'),
  notAPhoto('a Windows program', 'MZ\x90\x00\x03', 'a program'),
  notAPhoto('a Linux program', '\x7fELF\x02\x01', 'a program'),
  notAPhoto('zeros', '\x00'.repeat(1000), 'data of an unknown kind'),
  notAPhoto('half of a signature', '\x89PN', 'plain text'),
  unsupported('an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'SVG'),
  unsupported(
    'an SVG that reads a file',
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    'SVG',
  ),
  unsupported('a HEIC', '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic', 'HEIC'),
  unsupported('a BMP', 'BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00', 'BMP'),
  unsupported('an icon', '\x00\x00\x01\x00\x01\x00\x10\x10', 'ICO'),
  unsupported('a Photoshop file', '8BPS\x00\x01', 'Photoshop'),
  unsupported('a JPEG XL', '\xff\x0a\x00\x00', 'JPEG XL'),
  unsupported('a JPEG 2000', '\x00\x00\x00\x0cjP  \r\n\x87\n', 'JPEG 2000'),
  {
    name: 'a JPEG inside gzip',
    bytes: async () => gzipSync(await encoded('jpeg')),
    code: 'NOT_AN_IMAGE',
    told: 'gzip-compressed data',
  },
];

const cutOff: readonly HostileFile[] = [
  ...(['jpeg', 'png', 'webp', 'gif'] as const).map((format) => ({
    name: `half of a ${format}`,
    bytes: half(format),
    code: 'TRUNCATED_IMAGE',
    told: 'is cut off after',
  })),
  ...(['tiff', 'avif'] as const).map((format) => ({
    name: `half of a ${format}`,
    bytes: half(format),
    code: 'DAMAGED_IMAGE',
    told: 'is damaged',
  })),
  ...Object.entries({
    'the first bytes of a JPEG': '\xff\xd8\xff\xe0',
    'the signature of a PNG': '\x89PNG\r\n\x1a\n',
    'the header of a GIF': 'GIF89a\x10\x00\x10\x00\x80\x00\x00',
    'the header of a WebP': 'RIFF\xff\xff\x00\x00WEBPVP8 ',
  }).map(([name, content]) => ({ name, bytes: latin1(content), code: 'TRUNCATED_IMAGE', told: 'is cut off' })),
];

const damaged: readonly HostileFile[] = [
  {
    name: 'a PNG with zeros in the middle',
    bytes: changed('png', (bytes) => bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 2000)),
  },
  { name: 'a PNG of no width', bytes: () => hugeEmptyPng(0, 10, deflateSync(Buffer.alloc(10))) },
  { name: 'a PNG without pixels', bytes: () => hugeEmptyPng(10, 10, new Uint8Array(0)) },
  { name: 'a JPEG of no height', bytes: changed('jpeg', sizeJpeg(120, 0)) },
  {
    name: 'a JPEG without tables',
    bytes: changed('jpeg', (bytes) => bytes.fill(0, bytes.indexOf(Buffer.of(0xff, 0xdb)) + 2, 600)),
  },
  { name: 'a WebP of zeros', bytes: changed('webp', (bytes) => bytes.fill(0, 20, 2000)) },
  {
    name: 'a TIFF whose directory is itself',
    bytes: () => Buffer.from('49492a0008000000010000010300010000000a00000008000000', 'hex'),
  },
  { name: 'an AVIF of zeros', bytes: changed('avif', (bytes) => bytes.fill(0, 40)) },
].map((file) => ({ ...file, code: 'DAMAGED_IMAGE', told: 'is damaged and cannot be decoded' }));

/** A grey TIFF whose directory promises width x height pixels in one strip. */
function hugeTiff(width: number, height: number): Buffer {
  const fields = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, 5],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, 16],
  ];
  const directory = Buffer.alloc(2 + fields.length * 12 + 4);
  directory.writeUInt16LE(fields.length, 0);
  for (const [index, [tag = 0, type = 0, value = 0]] of fields.entries()) {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value, at + 8);
  }
  return Buffer.concat([Buffer.from('49492a0018000000', 'hex'), Buffer.alloc(16), directory]);
}

/** A GIF of one frame of 8,000 x 8,000 pixels, of which none comes. */
function hugeGif(): Buffer {
  return Buffer.from('474946383961401f401f800000000000ffffff2c00000000401f401f000202440100' + '3b', 'hex');
}

/** A lossless WebP whose header promises 16,383 x 16,383 pixels. */
function hugeWebp(): Buffer {
  const data = Buffer.from([0x2f, 0xfe, 0xbf, 0xff, 0x0f, 0, 0, 0, 0, 0]);
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8L\0\0\0\0', 'latin1');
  head.writeUInt32LE(12 + data.length, 4);
  head.writeUInt32LE(data.length, 16);
  return Buffer.concat([head, data]);
}

const bombs: readonly HostileFile[] = [
  { name: 'a PNG bomb', bytes: () => hugeEmptyPng(60_000, 60_000, deflateSync(Buffer.alloc(1_000_000))) },
  { name: 'a PNG of 500,000 x 101', bytes: () => hugeEmptyPng(500_000, 101, deflateSync(Buffer.alloc(100))) },
  { name: 'a GIF bomb', bytes: hugeGif },
  { name: 'a WebP bomb', bytes: hugeWebp },
  { name: 'a TIFF bomb', bytes: () => hugeTiff(100_000, 100_000) },
  { name: 'a JPEG bomb', bytes: changed('jpeg', sizeJpeg(65_500, 65_500)) },
  {
    name: 'an AVIF bomb',
    bytes: changed('avif', (bytes) =>
      bytes.writeUInt32BE(30_000, bytes.writeUInt32BE(30_000, bytes.indexOf('ispe') + 8)),
    ),
  },
].map((file) => ({ ...file, code: 'IMAGE_TOO_LARGE', told: 'million pixels; at most 50.0 million are allowed' }));

export const hostileFiles: readonly HostileFile[] = [...wrongKinds, ...cutOff, ...damaged, ...bombs];
