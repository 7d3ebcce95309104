import { resolve } from 'node:path';
import type { ImageEmbeddingModel, TextEmbeddingModel } from '@kindred/embedding-model';
import type { EncoderSettings } from '../encoder-settings.ts';
import { loadEncoder } from '../load-encoder.ts';
import { loadBundledSource } from './bundled-source.ts';

export interface BundledEncodersOptions extends EncoderSettings {
  /** Folder with `manifest.json` and the two models. */
  readonly modelsDir: string;
}

/** The two encoders that ship with the repository, in one worker thread that both share. */
export class BundledEncoders {
  readonly text: TextEmbeddingModel;
  readonly image: ImageEmbeddingModel;

  private constructor(text: TextEmbeddingModel, image: ImageEmbeddingModel) {
    this.text = text;
    this.image = image;
  }

  /** Checks the files against the manifest and loads both models. @throws ModelFileError, DeviceUnavailableError, EncoderCrashedError */
  static async open(options: BundledEncodersOptions): Promise<BundledEncoders> {
    const modelsDir = resolve(options.modelsDir);
    const sources = [
      await loadBundledSource(modelsDir, 'all-MiniLM-L6-v2'),
      await loadBundledSource(modelsDir, 'efficientnet-lite2'),
    ];
    const { text, image } = await loadEncoder(sources, options);
    if (text === undefined || image === undefined) throw new Error('a text and an image model were to be loaded.');
    return new BundledEncoders(text, image);
  }

  /** Ends the thread and frees its memory; open calls are rejected with ModelClosedError. May be called twice. */
  async close(): Promise<void> {
    await Promise.all([this.text.close(), this.image.close()]);
  }
}
