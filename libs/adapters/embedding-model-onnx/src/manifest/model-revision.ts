import { createHash } from 'node:crypto';
import type { ModelManifest } from './encoder-manifest.ts';

/** Keys of a manifest that vectors don't depend on. */
const WITHOUT_EFFECT = new Set(['revision', 'licence', 'provenance', 'space', 'goldens']);

/**
 * Revision for an encoder's identity: the stated one, if any, and 16 hex digits over the files and everything in the manifest that vectors depend on.
 * So another mean, crop or tokenizer is another revision, whatever the author states.
 *
 * @param filesSha256 of `inspectModelFiles`
 */
export function modelRevision(manifest: ModelManifest, filesSha256: string): string {
  const recipe = JSON.stringify(manifest, (key, value: unknown) =>
    WITHOUT_EFFECT.has(key) ? undefined : sorted(value),
  );
  const digest = createHash('sha256').update(`${filesSha256}\n${recipe}`).digest('hex').slice(0, 16);
  return manifest.revision === undefined ? digest : `${manifest.revision}-${digest}`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
