import { parseEncoderUrl, type AudioEmbeddingModel } from '@kindred/embedding-model';
import type { EncoderConfig, RunOptions } from './encoder-config.ts';
import { openEncoderUrl } from './open-encoder-url.ts';
import type { LocalFacts } from './opened-models.ts';

interface OpenAudioEncoderOptions {
  readonly config: EncoderConfig;
  readonly run: RunOptions;
  /** The program's own error for a URL that is of no use; `why` goes on after the URL. */
  readonly refuse: (why: string) => Error;
}

/** The encoder of sound that a setting names. @throws what `refuse` makes, for a server or another modality; EncoderUrlError, EmbeddingModelError */
export async function openAudioEncoder(
  url: string,
  { config, run, refuse }: OpenAudioEncoderOptions,
): Promise<AudioEmbeddingModel & LocalFacts> {
  // The settings refuse a server already.
  if (parseEncoderUrl(url).scheme === 'http') throw refuse('is a server');
  // A local encoder says itself which modality it is of.
  const opened = await openEncoderUrl(url, 'image', { config, run });
  if (opened.audio !== undefined) return opened.audio;
  await opened.close();
  throw refuse('embeds no sound; name an encoder that does');
}
