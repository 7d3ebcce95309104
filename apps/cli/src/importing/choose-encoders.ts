import type { EncoderChoice } from '@kindred/embedding-model';
import type { EmbeddingPipeline } from '@kindred/embedding-pipeline';
import { UsageError } from '../errors.ts';

/**
 * Lets a catalog that has no vectors yet have these encoders, after their contract was checked. @throws UsageError if it has
 * vectors of another one, EncoderRefusedError, EmbeddingModelError
 */
export async function chooseEncoders(
  { layouts, encoders, encoderSwitch }: EmbeddingPipeline,
  catalog: string,
  chosen: Partial<EncoderChoice>,
): Promise<void> {
  const active = await layouts.findCurrent(catalog);
  if (active === undefined) {
    await encoderSwitch.switchTo({ catalog, encoders: chosen });
    return;
  }
  const current = await encoders.urlsOf(catalog, active.stored);
  for (const modality of ['image', 'text'] as const) {
    const url = chosen[modality];
    if (url !== undefined && url !== current[modality])
      throw new UsageError(
        `The ${modality} vectors of catalog '${catalog}' come from '${current[modality]}'. To change that: ` +
          `kindred encoders use '${url}' --modality ${modality} --catalog ${catalog}`,
      );
  }
}
