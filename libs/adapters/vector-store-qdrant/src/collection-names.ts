import { createHash } from 'node:crypto';

const MAX_ENCODED_LENGTH = 160;
const GENERATION = /^(.+)~(\d+)$/;

/**
 * The server's alias for a collection: lower-case letters, digits and `-` stay, every other byte of the UTF-8 name becomes `_`
 * and two hex digits, so that names differing in case stay apart on file systems that ignore it. Long names end in a hash.
 */
export function aliasOf(prefix: string, collection: string): string {
  const encoded = [...Buffer.from(collection, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[a-z0-9-]/.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
  if (encoded.length <= MAX_ENCODED_LENGTH) return `${prefix}.${encoded}`;
  const hash = createHash('sha256').update(collection).digest('hex').slice(0, 32);
  return `${prefix}.${encoded.slice(0, MAX_ENCODED_LENGTH - 34)}_h${hash}`;
}

/** The server's collection that an alias points to: generation 1 when it is made, one more for each refill beside it. */
export function generationName(alias: string, generation: number): string {
  return `${alias}~${String(generation)}`;
}

/** Undefined for a name that {@link generationName} didn't make. */
export function parseGeneration(name: string): { readonly alias: string; readonly generation: number } | undefined {
  const [, alias, generation] = GENERATION.exec(name) ?? [];
  return alias === undefined ? undefined : { alias, generation: Number(generation) };
}

export function isCollectionAlias(prefix: string, alias: string): boolean {
  return alias.startsWith(`${prefix}.`);
}
