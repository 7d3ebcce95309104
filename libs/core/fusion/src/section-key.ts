import type { SectionPath } from '@kindred/catalog';

export const SECTION_SEPARATOR = '\u001f';

/** The path as one text: levels trimmed and in lower case, joined with U+001F; `''` for no section. */
export function sectionKey(path: SectionPath): string {
  return path.map((level) => level.normalize('NFC').trim().toLowerCase()).join(SECTION_SEPARATOR);
}

/** The key of the path itself, then of its parent, and so on; at last `''`, the whole catalog. */
export function sectionKeysUpwards(path: SectionPath): string[] {
  return Array.from({ length: path.length + 1 }, (_, up) => sectionKey(path.slice(0, path.length - up)));
}
