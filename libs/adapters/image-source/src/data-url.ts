import { ImageTooLargeError, ImageUrlRefusedError } from './errors.ts';

/** Bytes of `data:image/png;base64,…` or `data:,%89PNG…`. @throws ImageUrlRefusedError, ImageTooLargeError */
export function readDataUrl(url: string, maxBytes: number): Uint8Array {
  const comma = url.indexOf(',');
  if (comma < 0) throw new ImageUrlRefusedError(url, 'a data address needs a comma before its contents');
  const isBase64 = /;\s*base64\s*$/iu.test(url.slice(0, Math.min(comma, 300)));
  const contentLength = url.length - comma - 1;
  // Base64 carries 3 bytes in 4 characters, percent encoding at least 1 in 3.
  const smallest = Math.floor(contentLength * (isBase64 ? 0.74 : 0.33));
  if (smallest > maxBytes)
    throw new ImageTooLargeError(`more than ${String(maxBytes)} bytes`, `${String(maxBytes)} bytes`);
  const content = url.slice(comma + 1);
  const bytes = isBase64
    ? Buffer.from(content.replace(/%2B/giu, '+').replace(/%2F/giu, '/').replace(/%3D/giu, '='), 'base64')
    : percentDecode(content);
  if (bytes.length > maxBytes)
    throw new ImageTooLargeError(`${String(bytes.length)} bytes`, `${String(maxBytes)} bytes`);
  return bytes;
}

function percentDecode(content: string): Uint8Array {
  const latin1 = content.replace(/%([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}
