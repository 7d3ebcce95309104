import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a finished catalogue was made of, and how much came out. Written last: a folder without it is half made. */
export interface Stamp {
  /** Raised whenever the same seed would give something else. */
  readonly version: number;
  readonly seed: number;
  /** ISO 8601. */
  readonly referenceDate: string;
  readonly itemCount: number;
  readonly photoCount: number;
  readonly interactionCount: number;
}

export const STAMP_FILE = 'sample-catalog.json';
export const SAMPLE_VERSION = 2;

/** The stamp of a folder; undefined where there is none that can be read. */
export async function readStamp(folder: string): Promise<Stamp | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, STAMP_FILE), 'utf8')) as Stamp;
  } catch {
    return undefined;
  }
}
