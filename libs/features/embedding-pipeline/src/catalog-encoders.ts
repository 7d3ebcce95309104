import type { EncoderChoices } from '@kindred/catalog';
import {
  encoderId,
  pairBySpace,
  type AudioEmbeddingModel,
  type EncoderChoice,
  type EncoderSource,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { LayoutBlock, StoredLayout } from '@kindred/fusion';
import { EncoderMismatchError } from './errors.ts';
import { encoderBlocksOf } from './projection-target.ts';
import { UNOPENED_IMAGE_MODEL, UNOPENED_TEXT_MODEL } from './unopened-models.ts';

/** The models of one catalog, opened. */
export interface CatalogModels {
  readonly image: ImageEmbeddingModel;
  readonly text: TextEmbeddingModel;
}

/** What a layout is made for: the blocks that models make, in its order, and where those models are. */
export interface EncoderPlan {
  readonly modelBlocks: readonly LayoutBlock[];
  readonly encoderUrls: EncoderChoice;
}

export interface CatalogEncodersOptions {
  readonly encoders: EncoderSource;
  /** Of catalogs that have no layout and for which none were chosen. */
  readonly defaultEncoders: EncoderChoice;
  readonly choices: EncoderChoices;
  /** The encoder of sound, one for all catalogs of this process; absent: it hears none. */
  readonly audio?: { readonly model: AudioEmbeddingModel };
}

type Stored = Pick<StoredLayout, 'layout' | 'transforms' | 'encoderUrls'> | undefined;

/** Which encoders a catalog has: those that made its layout; before its first one those chosen for it; else the default. */
export class CatalogEncoders {
  readonly #options: CatalogEncodersOptions;
  readonly #pairs = new WeakMap<ImageEmbeddingModel, WeakMap<TextEmbeddingModel, ImageEmbeddingModel>>();

  constructor(options: CatalogEncodersOptions) {
    this.#options = options;
  }

  /** @param stored the catalog's active layout */
  async urlsOf(catalog: string, stored: Stored): Promise<EncoderChoice> {
    const { defaultEncoders, choices } = this.#options;
    const { image, text } = stored?.encoderUrls ?? {};
    if (image !== undefined && text !== undefined) return { image, text };
    // A layout from before encoders were stored with it has those of the settings, or can't be used.
    const chosen = stored === undefined ? await choices.findEncoders(catalog) : {};
    return { ...defaultEncoders, ...chosen };
  }

  /**
   * @param modalities the others' models are not opened, and refuse to embed
   * @throws EncoderMismatchError if they don't give the vectors of the layout; what the source throws
   */
  async open(
    catalog: string,
    stored: Stored,
    modalities: readonly string[] = ['image', 'text'],
  ): Promise<CatalogModels> {
    const { encoders } = this.#options;
    const urls = await this.urlsOf(catalog, stored);
    const [image, text] = await Promise.all([
      modalities.includes('image')
        ? ((await this.#sameOfSettings(stored, urls)) ?? encoders.openImage(urls.image))
        : UNOPENED_IMAGE_MODEL,
      modalities.includes('text') ? encoders.openText(urls.text) : UNOPENED_TEXT_MODEL,
    ]);
    const made = blocksMadeBy({ image, text }).filter(({ modality }) => modalities.includes(modality));
    if (stored !== undefined) assertSame(catalog, encoderBlocksOf(stored), made);
    return this.#paired({ image, text });
  }

  /** @throws what the source throws */
  async openChoice({ image, text }: EncoderChoice): Promise<CatalogModels> {
    const { encoders } = this.#options;
    const [imageModel, textModel] = await Promise.all([encoders.openImage(image), encoders.openText(text)]);
    return this.#paired({ image: imageModel, text: textModel });
  }

  /** One model alone; the other refuses to embed. @throws what the source throws */
  async openOne(url: string, modality: 'image' | 'text'): Promise<CatalogModels> {
    const { encoders } = this.#options;
    return modality === 'image'
      ? { image: await encoders.openImage(url), text: UNOPENED_TEXT_MODEL }
      : { image: UNOPENED_IMAGE_MODEL, text: await encoders.openText(url) };
  }

  /**
   * The photo model of the settings where it is under another URL and makes the vectors that the layout has: it may have a text
   * tower that came later.
   */
  async #sameOfSettings(stored: Stored, { image }: EncoderChoice): Promise<ImageEmbeddingModel | undefined> {
    const { encoders, defaultEncoders } = this.#options;
    const block = stored?.layout.blocks.find(({ modality }) => modality === 'image');
    if (block === undefined || defaultEncoders.image === image) return undefined;
    const model = await encoders.openImage(defaultEncoders.image).catch(() => undefined);
    return model !== undefined && encoderId(model.spec) === block.encoderId ? model : undefined;
  }

  /** The photos' model with the texts' as its tower where both are of one space; the same object for the same two, for others remember things of it. */
  #paired({ image, text }: CatalogModels): CatalogModels {
    const ofImage = this.#pairs.get(image) ?? new WeakMap<TextEmbeddingModel, ImageEmbeddingModel>();
    this.#pairs.set(image, ofImage);
    const paired = ofImage.get(text) ?? pairBySpace(image, text);
    ofImage.set(text, paired);
    return { image: paired, text };
  }

  /** For a layout with the encoders that the catalog has; they are opened only where the layout doesn't say it all. @throws as {@link open} */
  async planOf(catalog: string, stored: Stored): Promise<EncoderPlan> {
    const encoderUrls = await this.urlsOf(catalog, stored);
    const made =
      stored?.encoderUrls === undefined ? blocksMadeBy(await this.open(catalog, stored)) : encoderBlocksOf(stored);
    return { modelBlocks: this.#withAudio(made, stored), encoderUrls };
  }

  /** @throws what the source throws */
  async planFor(encoderUrls: EncoderChoice): Promise<EncoderPlan> {
    return { modelBlocks: this.#withAudio(blocksMadeBy(await this.openChoice(encoderUrls))), encoderUrls };
  }

  /** Before items are written. @throws EncoderMismatchError if the layout has sound, and this process no encoder of it or another */
  checkAudio(catalog: string, stored: Stored): void {
    const ofLayout = audioBlockOf(stored);
    const configured = this.#audioBlock()?.encoderId;
    if (ofLayout === undefined || ofLayout.encoderId === configured) return;
    // Without one here, sound would be dropped from what is written.
    throw new EncoderMismatchError(catalog, 'audio', { stored: ofLayout.encoderId, configured });
  }

  /** Whether this process has an encoder of sound whose block the layout lacks. */
  lacksAudio(stored: Stored): boolean {
    return this.#options.audio !== undefined && audioBlockOf(stored) === undefined;
  }

  /** Sound follows photos and texts; a layout that has it keeps it. */
  #withAudio(blocks: readonly LayoutBlock[], stored?: Stored): LayoutBlock[] {
    const audio = this.#audioBlock() ?? audioBlockOf(stored);
    return [...blocks.filter(({ modality }) => modality !== 'audio'), ...(audio === undefined ? [] : [audio])];
  }

  #audioBlock(): LayoutBlock | undefined {
    const spec = this.#options.audio?.model.spec;
    return spec && { modality: 'audio', dimension: spec.dimension, encoderId: encoderId(spec) };
  }
}

/** What fitting and switching layouts needs of them. */
export type LayoutEncoders = Pick<CatalogEncoders, 'open' | 'planOf' | 'checkAudio'>;

/** In the order that layouts have. */
export function blocksMadeBy({ image, text }: CatalogModels): LayoutBlock[] {
  return [
    { modality: 'image', dimension: image.spec.dimension, encoderId: encoderId(image.spec) },
    { modality: 'text', dimension: text.spec.dimension, encoderId: encoderId(text.spec) },
  ];
}

function audioBlockOf(stored: Stored): LayoutBlock | undefined {
  return stored && encoderBlocksOf(stored).find(({ modality }) => modality === 'audio');
}

function assertSame(catalog: string, stored: readonly LayoutBlock[], configured: readonly LayoutBlock[]): void {
  for (const { modality, encoderId: ofLayout } of stored) {
    const own = configured.find((block) => block.modality === modality);
    if (own !== undefined && own.encoderId !== ofLayout)
      throw new EncoderMismatchError(catalog, modality, { stored: ofLayout, configured: own.encoderId });
  }
}
