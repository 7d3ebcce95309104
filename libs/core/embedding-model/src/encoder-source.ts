import type { ImageEmbeddingModel, TextEmbeddingModel } from './embedding-model.ts';
import { encoderId } from './encoder-id.ts';
import { EncoderUnknownError } from './errors.ts';

/** Which encoder each modality has: URLs as `parseEncoderUrl` reads them. */
export interface EncoderChoice {
  readonly image: string;
  readonly text: string;
}

/**
 * Opens encoders by URL, each once however many catalogs use it. The models belong to the source: closing one does nothing,
 * and one that the source has closed is opened again by the next call.
 */
export interface EncoderSource {
  /** @throws EncoderUrlError, EmbeddingModelError if it can't be opened or embeds no texts */
  openText(url: string): Promise<TextEmbeddingModel>;
  /** @throws EncoderUrlError, EmbeddingModelError if it can't be opened or embeds no photos */
  openImage(url: string): Promise<ImageEmbeddingModel>;
}

/** Two models at hand as the encoders of every catalog. @param urls by which they are asked for; default: their identities */
export function fixedEncoders(
  { image, text }: { readonly image: ImageEmbeddingModel; readonly text: TextEmbeddingModel },
  urls: EncoderChoice = { image: encoderId(image.spec), text: encoderId(text.spec) },
): { readonly encoders: EncoderSource; readonly defaultEncoders: EncoderChoice } {
  const defaultEncoders = urls;
  const known = (url: string, own: string): void => {
    if (url !== own) throw new EncoderUnknownError(url, [own]);
  };
  const encoders: EncoderSource = {
    openText: async (url) => {
      known(url, defaultEncoders.text);
      return text;
    },
    openImage: async (url) => {
      known(url, defaultEncoders.image);
      return image;
    },
  };
  return { encoders, defaultEncoders };
}
