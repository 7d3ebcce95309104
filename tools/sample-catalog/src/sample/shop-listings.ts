import { slugOf } from './slug-of.ts';
import { streamOf } from '../seeded.ts';
import type { Listing, VariantGroup } from './listing.ts';
import { closeUp, SHOP_PHOTO } from './photo-edits.ts';
import type { PhotoEdit, PhotoPlan } from './photo.ts';
import type { SourceProduct, SourceVariant } from './source-products.ts';

/** A product with the items of the shop made of it. */
export interface ShopProduct {
  readonly source: SourceProduct;
  /** The product itself, at the price of its first variant, with all variants' values as tags. */
  readonly main: Listing;
  /** The other variants, each an item of its own. */
  readonly variants: readonly Listing[];
}

const KIND = 1;
/** Colours that the source names but has no photo of, made from the photo's yellow. */
const RECOLOUR: Readonly<Record<string, Partial<PhotoEdit>>> = {
  mint: { hue: 100, saturation: 0.6 },
  pearl: { saturation: 0.12 },
};
/** Every fourth product has a second photo. */
const CLOSE_UP_EVERY = 4;

export function shopProducts(sources: readonly SourceProduct[], seed: number): ShopProduct[] {
  return sources.map((source, index) => {
    const random = streamOf(seed, KIND, index);
    const photos: PhotoPlan[] = [{ name: `images/${source.slug}.jpg`, sourcePath: source.photoPath, edit: SHOP_PHOTO }];
    if (index % CLOSE_UP_EVERY === 0)
      photos.push({ name: `images/${source.slug}-close.jpg`, sourcePath: source.photoPath, edit: closeUp(random) });
    const first = source.variants[0] as SourceVariant;
    const main: Listing = {
      id: source.slug,
      title: source.name,
      description: source.description,
      price: first.price,
      ...(source.brand === undefined ? {} : { brand: source.brand }),
      section: source.section,
      photos,
      attributes: mainAttributes(source),
      ageDays: 30 + random.integer(600),
      available: true,
    };
    return { source, main, variants: source.variants.slice(1).map((variant) => variantListing(main, source, variant)) };
  });
}

export function variantGroupOf({ main, variants }: ShopProduct): VariantGroup {
  const sharedPhoto = variants.every(({ photos }) => photos[0]?.name === main.photos[0]?.name);
  return { productId: main.id, itemIds: [main.id, ...variants.map(({ id }) => id)], sharedPhoto };
}

function variantListing(main: Listing, source: SourceProduct, variant: SourceVariant): Listing {
  const values = Object.values(variant.options);
  const recolour = RECOLOUR[values.join(' ')];
  const id = `${main.id}-${slugOf(values.join(' '))}`;
  return {
    ...main,
    id,
    title: `${main.title} ${values.join(' ')}`,
    price: variant.price,
    photos:
      recolour === undefined
        ? main.photos
        : [{ name: `images/${id}.jpg`, sourcePath: source.photoPath, edit: { ...SHOP_PHOTO, ...recolour } }],
    attributes: {
      ...attributesOf(source, variant.colours),
      ...Object.fromEntries(Object.entries(variant.options).map(([name, value]) => [name, [value]])),
    },
  };
}

function mainAttributes(source: SourceProduct): Listing['attributes'] {
  const names = Object.keys(source.variants[0]?.options ?? {});
  const valuesOf = (name: string): string[] => [...new Set(source.variants.map(({ options }) => options[name] ?? ''))];
  return {
    ...attributesOf(source, []),
    ...Object.fromEntries(names.map((name) => [name, valuesOf(name)])),
  };
}

function attributesOf({ colours, plantTypes }: SourceProduct, more: readonly string[]): Listing['attributes'] {
  const all = [...new Set([...colours, ...more])];
  return { ...(all.length > 0 ? { color: all } : {}), ...(plantTypes.length > 0 ? { 'plant type': plantTypes } : {}) };
}
