import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TuningFileError } from '../errors.ts';
import { isSameKey, type EncoderTuning } from './encoder-tuning.ts';

const count = (most: number) => z.int().min(1).max(most);
const fileSchema = z.strictObject({
  version: z.literal(1),
  tunings: z.array(
    z.strictObject({
      url: z.string().min(1),
      modality: z.enum(['text', 'image', 'audio']),
      device: z.string().min(1),
      machine: z.string().min(1),
      batchSize: count(1024),
      threads: count(64).optional(),
      sessions: count(64).optional(),
      itemsPerS: z.number().positive(),
      measuredAt: z.string().min(1),
    }),
  ),
});

export function tuningFile(dataDir: string): string {
  return join(dataDir, 'encoder-tuning.json');
}

/** What `bench --save` kept in the data folder; nothing where there is no file. @throws TuningFileError for a damaged one */
export function readTunings(dataDir: string): EncoderTuning[] {
  const path = tuningFile(dataDir);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw new TuningFileError(path, 'cannot be read', error);
  }
  try {
    return fileSchema.parse(JSON.parse(text)).tunings.map(withoutUndefined);
  } catch (error) {
    throw new TuningFileError(path, 'is damaged', error);
  }
}

/** Adds them in place of those of the same key; the file is replaced as a whole. @throws TuningFileError */
export async function saveTunings(dataDir: string, tunings: readonly EncoderTuning[]): Promise<string> {
  const path = tuningFile(dataDir);
  const others = readTunings(dataDir).filter((old) => !tunings.some((tuning) => isSameKey(tuning, old)));
  const partial = `${path}.${String(process.pid)}.incomplete`;
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(partial, `${JSON.stringify({ version: 1, tunings: [...others, ...tunings] }, undefined, 2)}\n`);
    await rename(partial, path);
    return path;
  } catch (error) {
    await rm(partial, { force: true });
    throw new TuningFileError(path, 'cannot be written', error);
  }
}

function withoutUndefined({
  threads,
  sessions,
  ...tuning
}: z.output<typeof fileSchema>['tunings'][number]): EncoderTuning {
  return {
    ...tuning,
    ...(threads === undefined ? {} : { threads }),
    ...(sessions === undefined ? {} : { sessions }),
  };
}
