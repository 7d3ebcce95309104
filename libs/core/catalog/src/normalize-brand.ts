const COMPANY_SUFFIXES = new Set(
  'inc incorporated ltd limited llc llp plc gmbh ag kg kgaa co company corp corporation sa srl spa bv nv pty pte'.split(
    ' ',
  ),
);

/** Brands repeat: a catalog of a million items has some thousand. */
const MAX_REMEMBERED = 20_000;
const remembered = new Map<string, string>();

/**
 * The form under which brands are compared: without accents, case, punctuation and trailing company suffixes.
 * "Tiffany & Co.", "TIFFANY" → "tiffany"; "L'Oréal S.A." → "loreal"; "Coca-Cola" → "coca cola". A name made only of
 * punctuation or of suffixes keeps what it has ("Co." → "co", "!!!" → "!!!"). Empty only for a blank name. Idempotent.
 */
export function normalizeBrand(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const normalized = normalize(name);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(name, normalized);
  return normalized;
}

function normalize(name: string): string {
  const folded = foldCase(
    name
      .replaceAll(/[™®©℠]/g, ' ')
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, ''),
  );
  const words = folded
    .replaceAll(/['’‘`´.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) {
    const rest = foldCase(name.normalize('NFKD')).trim();
    // "™" alone becomes letters here, which are a name after all.
    return /[\p{L}\p{N}]/u.test(rest) ? normalize(rest) : rest;
  }
  while (words.length > 1 && COMPANY_SUFFIXES.has(words.at(-1) ?? '')) words.pop();
  if (words.length > 1 && words.at(-1) === 'and') words.pop();
  return words.join(' ');
}

/** Through lower and upper case, so that "ß" and "ẞ" meet "SS"; Greek final sigma becomes the plain one. */
function foldCase(text: string): string {
  return text
    .toLowerCase()
    .toUpperCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll(/\p{M}/gu, '');
}
