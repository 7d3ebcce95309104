import {
  encoderId,
  type EncoderChoice,
  type EncoderSource,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import { DEFAULT_IMAGE_ENCODER, DEFAULT_TEXT_ENCODER, runSettings } from '@kindred/embedding-model-onnx/settings';
import type { EncoderConfig, RunOptions } from './encoder-config.ts';
import { EncoderShelf } from './encoder-shelf.ts';
import { EncoderChangedError, WrongModalityError } from './errors.ts';
import { openEncoderUrl } from './open-encoder-url.ts';
import type { LocalFacts, Modality, OpenedModels } from './opened-models.ts';
import { PooledImageModel, PooledTextModel } from './pooled-models.ts';

export interface EncoderPoolOptions extends EncoderConfig {
  readonly run: RunOptions;
  /** How a URL is opened; default {@link openEncoderUrl}. */
  readonly open?: typeof openEncoderUrl;
  /** Milliseconds; default: the system's. */
  readonly clock?: () => number;
}

/** The bundled encoders share a thread: one key for both. */
const BUNDLED = 'bundled';
const SWEEP_MS = 60_000;

/**
 * The encoders of a process, shared by its catalogs: opened when first needed, at most `maxOpen` at a time, closed after
 * `idleMs` without use and opened again by the next call. Those of the settings are not closed for idling.
 */
export class EncoderPool implements EncoderSource {
  /** Of the settings. */
  readonly defaults: EncoderChoice;
  readonly #options: EncoderPoolOptions;
  readonly #shelf: EncoderShelf;
  readonly #texts = new Map<string, Promise<TextEmbeddingModel>>();
  readonly #images = new Map<string, Promise<ImageEmbeddingModel>>();
  readonly #sweep: NodeJS.Timeout;

  constructor(options: EncoderPoolOptions) {
    const { text, image, maxOpen, idleMs } = options.encoders;
    this.defaults = { text, image };
    this.#options = options;
    this.#shelf = new EncoderShelf({ maxOpen, idleMs, clock: options.clock ?? (() => Date.now()) });
    this.#sweep = setInterval(() => void this.closeIdle().catch(() => undefined), SWEEP_MS).unref();
  }

  /** How many encoders are open now. */
  get openCount(): number {
    return this.#shelf.openCount;
  }

  /** @throws EncoderUrlError, WrongModalityError, EmbeddingModelError */
  openText(url: string): Promise<TextEmbeddingModel> {
    return this.#handle(this.#texts, url, async () => {
      const spec = await this.#with(url, 'text', async ({ text }) => required(text, url, 'text').spec);
      return new PooledTextModel(spec, (work) =>
        this.#with(url, 'text', ({ text }) => work(unchanged(required(text, url, 'text'), spec, url))),
      );
    });
  }

  /** @throws EncoderUrlError, WrongModalityError, EmbeddingModelError */
  openImage(url: string): Promise<ImageEmbeddingModel> {
    return this.#handle(this.#images, url, async () => {
      const { spec, tower } = await this.#with(url, 'image', async ({ image }) => {
        const { spec: own, textTower } = required(image, url, 'image');
        return { spec: own, tower: this.#options.encoders.textTower === 'off' ? undefined : textTower?.spec };
      });
      const textTower =
        tower &&
        new PooledTextModel(tower, (work) =>
          this.#with(url, 'image', ({ image }) => work(unchanged(required(image?.textTower, url, 'text'), tower, url))),
        );
      return new PooledImageModel({ spec, textTower }, (work) =>
        this.#with(url, 'image', ({ image }) => work(unchanged(required(image, url, 'image'), spec, url))),
      );
    });
  }

  /** Closes encoders that were not used for `idleMs`. Happens every minute by itself. */
  async closeIdle(): Promise<void> {
    const { text, image } = this.defaults;
    await this.#shelf.closeIdle(new Set([this.#keyOf(text, 'text'), this.#keyOf(image, 'image')]));
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await this.#shelf.close();
  }

  /** One model per URL, so that who remembers something of a model finds it again. */
  async #handle<Model>(handles: Map<string, Promise<Model>>, url: string, make: () => Promise<Model>): Promise<Model> {
    const known = handles.get(url);
    if (known !== undefined) return known;
    const made = make();
    handles.set(url, made);
    made.catch(() => handles.delete(url));
    return made;
  }

  #with<Result>(url: string, modality: Modality, work: (models: OpenedModels) => Promise<Result>): Promise<Result> {
    return this.#shelf.use(this.#keyOf(url, modality), () => this.#open(url, modality), work);
  }

  async #open(url: string, modality: Modality): Promise<OpenedModels> {
    const { run, open = openEncoderUrl, encoders, modelsDir } = this.#options;
    if (this.#keyOf(url, modality) !== BUNDLED || open !== openEncoderUrl)
      return open(url, modality, {
        config: { encoders, modelsDir },
        run,
        ...(this.#isShared(url) ? {} : { textTower: modality === 'image' ? encoders.textTower : 'at-start' }),
      });
    const { BundledEncoders } = await import('@kindred/embedding-model-onnx');
    const { device, onMissingDevice } = encoders;
    const tuned = runSettings(encoders, encoders.text, encoders.image);
    return BundledEncoders.open({ modelsDir, device, onMissingDevice, ...tuned, ...run });
  }

  /** A server is opened for one modality; of other encoders both towers are there at once. */
  #keyOf(url: string, modality: Modality): string {
    const { text, image } = this.defaults;
    const areBundled = text === DEFAULT_TEXT_ENCODER && image === DEFAULT_IMAGE_ENCODER;
    // Of the pair each URL is only for its modality.
    if (areBundled && url === this.defaults[modality]) return BUNDLED;
    return this.#isShared(url) ? url : `${modality} ${url}`;
  }

  /** Whether one opening serves both modalities: not of a server, nor where the texts' tower is opened only on demand. */
  #isShared(url: string): boolean {
    if (/^https?:/i.test(url)) return false;
    const { text, image } = this.defaults;
    return this.#options.encoders.textTower === 'at-start' || (url === text && url === image);
  }
}

function required<Model>(model: Model | undefined, url: string, modality: Modality): Model {
  if (model === undefined) throw new WrongModalityError(url, modality);
  return model;
}

/** An encoder that was closed meanwhile must give the same vectors when it is opened again. */
function unchanged<Model extends (TextEmbeddingModel | ImageEmbeddingModel) & LocalFacts>(
  model: Model,
  spec: Model['spec'],
  url: string,
): Model {
  if (encoderId(model.spec) !== encoderId(spec)) throw new EncoderChangedError(url);
  return model;
}
