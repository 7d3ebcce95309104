import type { EncoderChoice } from '@kindred/embedding-model';
import type { OpenDatabase } from '../composition/open-database.ts';

/** The encoders of one catalog. */
export interface UsedEncoders extends EncoderChoice {
  readonly catalog: string;
  /** Whether its vectors were made with them, they were chosen for its first import, or are those of the settings. */
  readonly since: 'its vectors' | 'a choice' | 'the settings';
}

/** @param defaults of catalogs that have no vectors and for which none were chosen */
export async function loadUsedEncoders(
  { catalogs, layouts }: OpenDatabase,
  { image, text }: EncoderChoice,
): Promise<UsedEncoders[]> {
  const used: UsedEncoders[] = [];
  for (const { name: catalog } of await catalogs.list()) {
    const { encoderUrls } = (await layouts.findActive(catalog)) ?? {};
    const chosen = encoderUrls ?? (await catalogs.findEncoders(catalog));
    const since =
      encoderUrls !== undefined ? 'its vectors' : Object.keys(chosen).length > 0 ? 'a choice' : 'the settings';
    used.push({ catalog, image, text, ...chosen, since });
  }
  return used;
}
