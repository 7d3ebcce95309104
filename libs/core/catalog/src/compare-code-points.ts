/**
 * Orders strings by Unicode code points, as PostgreSQL's collation "C" and Qdrant do on UTF-8: negative if `left` comes
 * first, 0 only for equal strings. JavaScript's `<` compares UTF-16 units and puts "😀" (U+1F600) before "ﬀ" (U+FB00).
 */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Surrogates (halves of code points from U+10000 on) go behind U+E000 to U+FFFF. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
