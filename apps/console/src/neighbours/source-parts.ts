import type { SourcePart } from '../state/console-state.ts';

/** Identity of a part whatever its sign; photos of this computer by name, size and time. */
export function partKey(part: SourcePart): string {
  if (part.kind === 'item') return `item:${part.id}`;
  if (part.kind === 'text') return `text:${part.text}`;
  if (part.kind === 'photo-url') return `photo:${part.url}`;
  return `file:${part.file.name}:${part.file.size}:${part.file.lastModified}`;
}

/** Adds the part, or changes the sign of the one that is there already. */
export function withPart(parts: readonly SourcePart[], part: SourcePart): SourcePart[] {
  const key = partKey(part);
  const isThere = parts.some((other) => partKey(other) === key);
  return isThere ? parts.map((other) => (partKey(other) === key ? part : other)) : [...parts, part];
}

export function withoutPart(parts: readonly SourcePart[], part: SourcePart): SourcePart[] {
  return parts.filter((other) => partKey(other) !== partKey(part));
}

/** Words that are the address of a picture are taken as the picture. */
export function partFromWords(words: string): SourcePart | undefined {
  const text = words.trim();
  if (text === '') return undefined;
  const isPhotoUrl = /^https?:\/\/\S+\.(jpe?g|png|webp|gif|avif|bmp|tiff?)([?#]\S*)?$/i.test(text);
  return isPhotoUrl ? { kind: 'photo-url', sign: 1, url: text } : { kind: 'text', sign: 1, text };
}
