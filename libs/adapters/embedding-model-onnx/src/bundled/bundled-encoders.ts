import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { ModelClosedError, type ImageEmbeddingModel, type TextEmbeddingModel } from '@kindred/embedding-model';
import { bundledImageSpec, bundledTextSpec, IMAGE_MODEL, TEXT_MODEL } from './bundled-specs.ts';
import { EncoderThread } from './encoder-thread.ts';
import { loadManifest, verifyModel } from './model-manifest.ts';
import { OnnxImageEmbeddingModel } from './onnx-image-embedding-model.ts';
import { OnnxTextEmbeddingModel } from './onnx-text-embedding-model.ts';

const WORKER_ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './encoder-worker.ts' : './encoder-worker.js',
  import.meta.url,
);

export interface BundledEncodersOptions {
  /** Folder with `manifest.json` and the two models. */
  readonly modelsDir: string;
  readonly device: 'cpu';
  /** Threads that one operator may use, 1 to 64; default: the cores of the machine, at most 4. */
  readonly threads?: number;
  /** Longest time a call may go without progress, waiting for its turn included; default 120,000. */
  readonly timeoutMs?: number;
}

/** The two encoders that ship with the repository, in one worker thread that both share. */
export class BundledEncoders {
  readonly text: TextEmbeddingModel;
  readonly image: ImageEmbeddingModel;

  private constructor(text: TextEmbeddingModel, image: ImageEmbeddingModel) {
    this.text = text;
    this.image = image;
  }

  /** Checks the files against the manifest and loads both models. @throws ModelFileError, EncoderCrashedError */
  static async open(options: BundledEncodersOptions): Promise<BundledEncoders> {
    const { timeoutMs = 120_000, threads = Math.min(4, availableParallelism()) } = options;
    const modelsDir = resolve(options.modelsDir);
    const manifest = await loadManifest(modelsDir);
    const textSpec = bundledTextSpec(await verifyModel(modelsDir, manifest, TEXT_MODEL));
    const imageSpec = bundledImageSpec(await verifyModel(modelsDir, manifest, IMAGE_MODEL));
    const thread = new EncoderThread({ entry: WORKER_ENTRY, modelsDir, threads, maxTokens: textSpec.maxTokens });
    let open = 2;
    const closeThread = async (modelId: string): Promise<void> => {
      open -= 1;
      if (open === 0) await thread.close(new ModelClosedError(modelId));
    };
    try {
      await thread.start();
    } catch (error) {
      await thread.close(new ModelClosedError(textSpec.modelId));
      throw error;
    }
    return new BundledEncoders(
      new OnnxTextEmbeddingModel({ spec: textSpec, thread, timeoutMs, onClose: () => closeThread(textSpec.modelId) }),
      new OnnxImageEmbeddingModel({
        spec: imageSpec,
        thread,
        timeoutMs,
        onClose: () => closeThread(imageSpec.modelId),
      }),
    );
  }

  /** Ends the thread and frees its memory; open calls are rejected with ModelClosedError. May be called twice. */
  async close(): Promise<void> {
    await Promise.all([this.text.close(), this.image.close()]);
  }
}
