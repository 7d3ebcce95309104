import type { EncoderChoices } from '@kindred/catalog';
import {
  encoderId,
  type EncoderChoice,
  type EncoderSource,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { LayoutBlock, StoredLayout } from '@kindred/fusion';
import { EncoderMismatchError } from './errors.ts';
import { modelBlocksOf } from './model-modalities.ts';
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
}

type Stored = Pick<StoredLayout, 'layout' | 'encoderUrls'> | undefined;

/** Which encoders a catalog has: those that made its layout; before its first one those chosen for it; else the default. */
export class CatalogEncoders {
  readonly #options: CatalogEncodersOptions;

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
      modalities.includes('image') ? encoders.openImage(urls.image) : UNOPENED_IMAGE_MODEL,
      modalities.includes('text') ? encoders.openText(urls.text) : UNOPENED_TEXT_MODEL,
    ]);
    const made = blocksMadeBy({ image, text }).filter(({ modality }) => modalities.includes(modality));
    if (stored !== undefined) assertSame(catalog, modelBlocksOf(stored.layout), made);
    return { image, text };
  }

  /** @throws what the source throws */
  async openChoice({ image, text }: EncoderChoice): Promise<CatalogModels> {
    const { encoders } = this.#options;
    const [imageModel, textModel] = await Promise.all([encoders.openImage(image), encoders.openText(text)]);
    return { image: imageModel, text: textModel };
  }

  /** For a layout with the encoders that the catalog has; they are opened only where the layout doesn't say it all. @throws as {@link open} */
  async planOf(catalog: string, stored: Stored): Promise<EncoderPlan> {
    const encoderUrls = await this.urlsOf(catalog, stored);
    if (stored?.encoderUrls !== undefined) return { modelBlocks: modelBlocksOf(stored.layout), encoderUrls };
    return { modelBlocks: blocksMadeBy(await this.open(catalog, stored)), encoderUrls };
  }

  /** @throws what the source throws */
  async planFor(encoderUrls: EncoderChoice): Promise<EncoderPlan> {
    return { modelBlocks: blocksMadeBy(await this.openChoice(encoderUrls)), encoderUrls };
  }
}

/** In the order that layouts have. */
export function blocksMadeBy({ image, text }: CatalogModels): LayoutBlock[] {
  return [
    { modality: 'image', dimension: image.spec.dimension, encoderId: encoderId(image.spec) },
    { modality: 'text', dimension: text.spec.dimension, encoderId: encoderId(text.spec) },
  ];
}

function assertSame(catalog: string, stored: readonly LayoutBlock[], configured: readonly LayoutBlock[]): void {
  for (const { modality, encoderId: ofLayout } of stored) {
    const own = configured.find((block) => block.modality === modality);
    if (own !== undefined && own.encoderId !== ofLayout)
      throw new EncoderMismatchError(catalog, modality, { stored: ofLayout, configured: own.encoderId });
  }
}
