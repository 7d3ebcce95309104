import { createHash } from 'node:crypto';
import type { Item } from '@kindred/catalog';

/** What the text encoder reads of an item: title, description and the declared text attributes, one per line. Never blank. */
export function textInput(item: Item, textAttributes: readonly string[]): string {
  const lines = [item.title, item.description ?? ''];
  for (const name of textAttributes) {
    const value = Object.hasOwn(item.attributes, name) ? item.attributes[name] : undefined;
    if (value !== undefined) lines.push(typeof value === 'object' ? value.join(', ') : String(value));
  }
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** SHA-256 (hex) of a text in UTF-8. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
