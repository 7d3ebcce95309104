import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Cell } from './row-source.ts';

/**
 * URLs of the photos in a cell. Separated by `;`, `|` or line breaks, or by commas where each part is a URL or ends as a photo's
 * file does. URLs stay as they are; a path becomes a `file:` URL, relative to `folder`. With `rooted`, a path that begins
 * with `/` is relative to `folder` too, as in exports of shops.
 */
export function readImages(cell: Cell, folder: string, rooted: boolean): string[] {
  return partsOf(cell, /\.(jpe?g|png|webp|gif|avif|tiff?|bmp)$/i).map((part) => mediaUrl(part, folder, rooted));
}

/**
 * URLs of the sound clips in a cell, separated as those of photos. Undefined where a part is neither a URL nor ends as a sound's
 * file does: such a column says something else about the item, "stereo" perhaps.
 */
export function readClips(cell: Cell, folder: string, rooted: boolean): string[] | undefined {
  const ending = /\.(wav|wave|mp3)$/i;
  const parts = partsOf(cell, ending);
  const areClips = parts.every((part) => isUrl(part) || ending.test(part));
  return areClips ? parts.map((part) => mediaUrl(part, folder, rooted)) : undefined;
}

/** Not blank, trimmed. */
function partsOf(cell: Cell, ending: RegExp): string[] {
  const parts = typeof cell === 'string' ? splitList(cell, ending) : (cell ?? []);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function splitList(text: string, ending: RegExp): string[] {
  // The only semicolon of a data URL stands before `base64`, or before a parameter such as `charset=`.
  const parts = text.split(/;(?!base64,|\w+=[^;,]*[;,])|[|\n]/);
  return parts.flatMap((part) => {
    const byComma = part.startsWith('data:') ? [part] : part.split(',');
    return byComma.every((one) => /^\s*(https?|s3):/i.test(one) || ending.test(one.trim())) ? byComma : [part];
  });
}

function isUrl(text: string): boolean {
  return /^(https?|s3|file):\/\//i.test(text) || /^(data|upload):/.test(text) || /^\/\/[\w-]+\./.test(text);
}

function mediaUrl(text: string, folder: string, rooted: boolean): string {
  // '//cdn.shop.com/a.jpg' means "the page's protocol".
  if (isUrl(text)) return text.startsWith('//') ? `https:${text}` : text;
  return pathToFileURL(resolve(folder, rooted ? text.replace(/^[/\\]+/, '') : text)).href;
}
