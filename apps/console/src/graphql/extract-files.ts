export interface ExtractedFiles {
  /** The variables, with `null` in the place of every file. */
  readonly variables: unknown;
  /** File → the paths (`variables.photo.upload`) where it was found, in order of discovery. */
  readonly files: ReadonlyMap<Blob, readonly string[]>;
}

/** Takes the files out of GraphQL variables, as the multipart request specification asks. The input is left untouched. */
export function extractFiles(variables: unknown): ExtractedFiles {
  const files = new Map<Blob, string[]>();
  const walk = (value: unknown, path: string): unknown => {
    if (value instanceof Blob) {
      files.set(value, [...(files.get(value) ?? []), path]);
      return null;
    }
    if (Array.isArray(value)) return value.map((entry, index) => walk(entry, `${path}.${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry, `${path}.${key}`)]));
  };
  return { variables: walk(variables, 'variables'), files };
}
