import { join } from 'node:path';
import { ClipDecoder, ClipReader, SOUNDS } from '@kindred/audio-source';
import type { AudioEmbeddingModel } from '@kindred/embedding-model';
import type { DeviceFallback } from '@kindred/embedding-model-onnx';
import { openAudioEncoder } from '@kindred/encoders';
import { ImageSource } from '@kindred/image-source';
import type { ApiConfig } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';
import { mediaSourceOptions } from '../media-source-options.ts';

/** The encoder of sound, and what reads clips for it. */
export interface OpenAudio {
  readonly model: AudioEmbeddingModel;
  readonly clips: ClipReader;
  close(): Promise<void>;
}

/** Undefined where no setting names an encoder. @throws ConfigInvalidError for one of another modality, EmbeddingModelError */
export async function openAudio(
  config: ApiConfig,
  onFallback: (fallback: DeviceFallback) => void,
): Promise<OpenAudio | undefined> {
  const url = config.encoders.audio;
  if (url === undefined) return undefined;
  const uploadDir = join(config.dataDir, 'clips');
  const source = await ImageSource.open({ ...mediaSourceOptions(config), uploadDir, media: SOUNDS });
  const refuse = (why: string) => new ConfigInvalidError([`KINDRED_AUDIO_ENCODER: '${url}' ${why}`]);
  const model = await openAudioEncoder(url, { config, run: { onFallback }, refuse }).catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  const decoder = new ClipDecoder();
  return {
    model,
    clips: new ClipReader(source, decoder, model.spec.clip),
    close: async () => {
      await Promise.all([model.close(), source.close(), decoder.close()]);
    },
  };
}
