import { createHash } from 'node:crypto';

const PREFIX = 'c-';
const MAX_LENGTH = 160;

/**
 * The Lance table (and folder) of a collection: lower-case letters, digits and `-` stay, every other byte of the UTF-8 text
 * becomes `_` and two hex digits, so names differing in case stay apart on file systems that ignore it. Long names are
 * cut and end in a hash.
 */
export function tableName(collection: string): string {
  const encoded = [...Buffer.from(collection, 'utf8')]
    .map((byte) =>
      /[a-z0-9-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `_${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
  if (encoded.length <= MAX_LENGTH) return PREFIX + encoded;
  const hash = createHash('sha256').update(collection).digest('hex').slice(0, 32);
  return `${PREFIX}${encoded.slice(0, MAX_LENGTH - 34)}_h${hash}`;
}

export function isCollectionTable(table: string): boolean {
  return table.startsWith(PREFIX);
}
