import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Cell } from './row-source.ts';

/**
 * URLs of the photos in a cell. Separated by `;`, `|` or line breaks, or by commas where each part is a URL or ends as a photo's
 * file does. URLs stay as they are; a path becomes a `file:` URL, relative to `folder`. With `rooted`, a path that begins
 * with `/` is relative to `folder` too, as in exports of shops.
 */
export function readImages(cell: Cell, folder: string, rooted: boolean): string[] {
  const parts = typeof cell === 'string' ? splitList(cell) : (cell ?? []);
  return parts.map((part) => imageUrl(part.trim(), folder, rooted)).filter((url) => url !== '');
}

function splitList(text: string): string[] {
  // The only semicolon of a data URL stands before `base64`, or before a parameter such as `charset=`.
  const parts = text.split(/;(?!base64,|\w+=[^;,]*[;,])|[|\n]/);
  return parts.flatMap((part) => {
    const byComma = part.startsWith('data:') ? [part] : part.split(',');
    return byComma.every((one) => /^\s*(https?|s3):|\.(jpe?g|png|webp|gif|avif|tiff?|bmp)\s*$/i.test(one))
      ? byComma
      : [part];
  });
}

function imageUrl(text: string, folder: string, rooted: boolean): string {
  if (text === '' || /^(https?|s3|file):\/\//i.test(text) || /^(data|upload):/.test(text)) return text;
  // '//cdn.shop.com/a.jpg' means "the page's protocol".
  if (/^\/\/[\w-]+\./.test(text)) return `https:${text}`;
  return pathToFileURL(resolve(folder, rooted ? text.replace(/^[/\\]+/, '') : text)).href;
}
