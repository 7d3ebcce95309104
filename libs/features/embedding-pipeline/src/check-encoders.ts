import { checkImageModel, checkTextModel, type EncoderChoice } from '@kindred/embedding-model';
import type { CatalogModels } from './catalog-encoders.ts';
import { EncoderRefusedError } from './errors.ts';

/** Runs the contract on those of the encoders that are new to a catalog. @throws EncoderRefusedError naming what fails */
export async function checkEncoders(
  urls: EncoderChoice,
  { image, text }: CatalogModels,
  modalities: readonly string[],
): Promise<void> {
  const checks = {
    image: () => checkImageModel(image),
    text: () => checkTextModel(text),
  };
  for (const modality of ['image', 'text'] as const) {
    if (!modalities.includes(modality)) continue;
    const failed = (await checks[modality]()).filter(({ passed }) => !passed);
    if (failed.length > 0)
      throw new EncoderRefusedError(
        urls[modality],
        modality,
        failed.map(({ name, detail }) => `${name}: ${detail}`),
      );
  }
}
