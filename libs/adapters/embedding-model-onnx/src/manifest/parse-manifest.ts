import type { z } from 'zod';
import { EncoderManifestError } from '../errors.ts';
import { encoderManifestSchema, type EncoderManifest } from './encoder-manifest.ts';

/**
 * @param file where the value comes from; named in the error
 * @throws EncoderManifestError with every problem at once
 */
export function parseManifest(value: unknown, file: string): EncoderManifest {
  const result = encoderManifestSchema.safeParse(value);
  if (result.success) return result.data;
  throw new EncoderManifestError(file, result.error.issues.map(describeIssue));
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
