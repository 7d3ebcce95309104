import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GoldensFileError } from '../errors.ts';

const beginning = z.array(z.number()).min(4);

/** Vectors that were computed elsewhere, each by its first values; further keys are for people. */
const goldensSchema = z.object({
  /** Embedded as queries. */
  texts: z.array(z.object({ text: z.string().min(1), first16: beginning })).default([]),
  /** Of the photo whose i-th value is (7 i + 13 ⌊i / 256⌋) mod 256, as large as the model takes it. */
  synthetic: z.object({ first16: beginning }).optional(),
  /** Of `paintedImage(input, seed)`. */
  painted: z.array(z.object({ seed: z.int().min(1), first16: beginning })).default([]),
});

export type GoldensFile = z.output<typeof goldensSchema>;

/** @throws GoldensFileError */
export async function readGoldensFile(path: string): Promise<GoldensFile> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new GoldensFileError(path, [error instanceof Error ? error.message : String(error)]);
  }
  const parsed = goldensSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new GoldensFileError(
    path,
    parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`),
  );
}
