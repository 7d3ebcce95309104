export interface SectionOption {
  /** The path as a JSON array: a name may hold any separator. */
  readonly value: string;
  /** Last name of the path. */
  readonly label: string;
  /** All names, joined with " › ". */
  readonly pathLabel: string;
  readonly depth: number;
  /** null where the API lists only sections below this one. */
  readonly count: number | null;
}

/** Sections in the order of a tree, parents before their children, siblings by name; parents that are missing are added. */
export function buildSectionOptions(
  sections: readonly { readonly path: readonly string[]; readonly count: number }[],
): SectionOption[] {
  const counts = new Map<string, number | null>();
  for (const { path } of sections) path.forEach((_, depth) => counts.set(sectionValue(path.slice(0, depth + 1)), null));
  for (const { path, count } of sections) counts.set(sectionValue(path), count);
  return [...counts]
    .map(([value, count]) => ({ path: parseSectionValue(value), value, count }))
    .filter(({ path }) => path.length > 0)
    .sort((a, b) => comparePaths(a.path, b.path))
    .map(({ path, value, count }) => ({
      value,
      label: path.at(-1) ?? '',
      pathLabel: path.join(' › '),
      depth: path.length - 1,
      count,
    }));
}

export function sectionValue(path: readonly string[]): string {
  return JSON.stringify(path);
}

export function parseSectionValue(value: string): string[] {
  return JSON.parse(value) as string[];
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  const depth = a.findIndex((name, index) => name !== b[index]);
  if (depth < 0) return a.length - b.length;
  const other = b[depth];
  return other === undefined ? 1 : (a[depth] ?? '').localeCompare(other);
}
