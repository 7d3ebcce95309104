import { join } from 'node:path';
import type { AudioEmbeddingModel } from '@kindred/embedding-model';
import type { DeviceFallback } from '@kindred/embedding-model-onnx';
import type { LocalFacts } from '@kindred/encoders';
import type { CliConfig } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';
import { SourceClipLoader } from './clip-files.ts';

/** The encoder of sound, and what reads clips for it. */
export interface OpenAudio {
  readonly model: AudioEmbeddingModel & LocalFacts;
  readonly clips: SourceClipLoader;
  close(): Promise<void>;
}

export interface AudioOptions {
  /** The encoder's URL. */
  readonly url: string;
  /** Folders from which clips may be read, besides those of the settings. */
  readonly fileRoots: readonly string[];
  readonly onFallback: (fallback: DeviceFallback) => void;
}

/** @throws ConfigInvalidError for an encoder of another modality, EmbeddingModelError */
export async function openAudio(config: CliConfig, { url, fileRoots, onFallback }: AudioOptions): Promise<OpenAudio> {
  const [{ ClipDecoder, ClipReader, SOUNDS }, { ImageSource }, { openAudioEncoder }] = await Promise.all([
    import('@kindred/audio-source'),
    import('@kindred/image-source'),
    import('@kindred/encoders'),
  ]);
  const { dataDir, imageDirs, imageHosts, maxPhotoBytes, photos } = config;
  const source = await ImageSource.open({
    uploadDir: join(dataDir, 'clips'),
    fileRoots: [...imageDirs, ...fileRoots],
    maxBytes: maxPhotoBytes,
    media: SOUNDS,
    ...(imageHosts.includes('*') ? {} : { allowedHosts: imageHosts }),
    ...(photos.objectStorage === undefined ? {} : { objectStorage: photos.objectStorage }),
  });
  const refuse = (why: string) => new ConfigInvalidError([`KINDRED_AUDIO_ENCODER: '${url}' ${why}`]);
  const model = await openAudioEncoder(url, { config, run: { onFallback }, refuse }).catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  const decoder = new ClipDecoder();
  return {
    model,
    clips: new SourceClipLoader(new ClipReader(source, decoder, model.spec.clip), source),
    close: async () => {
      await Promise.all([model.close(), source.close(), decoder.close()]);
    },
  };
}
