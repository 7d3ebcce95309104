import { shuffled, streamOf } from '../seeded.ts';
import { copyListing, type CopyRequest } from './copy-listing.ts';
import type { GroundTruth, Listing, MissingModality, NearCopy, NearCopyKind, Outlier } from './listing.ts';
import { type ShopProduct, variantGroupOf } from './shop-listings.ts';

const KINDS: readonly (readonly [NearCopyKind, number])[] = [
  ['photo-and-text', 21],
  ['photo-only', 8],
  ['text-only', 35],
];
const EXACT_COPIES = 6;
const OUTLIERS_OF_A_KIND = 6;
const MISSING: readonly MissingModality[] = ['price', 'brand', 'section'];
/** Of the copies with a photo and words, every seventh lacks something; of those by words alone, every fifth lacks the photo. */
const MISSING_EVERY = 7;
const NO_PHOTO_EVERY = 5;
const STREAM_KIND = 2;

/**
 * Near-copies and outliers of a shop's products. Photos are copied only from products without variant items, and once each, so that a copy has one
 * original by photo, too (two recompressed copies are closer to each other than to the original). Wrong photos are those
 * of products with variants.
 */
export function deriveListings(
  products: readonly ShopProduct[],
  seed: number,
): { listings: Listing[]; truth: GroundTruth } {
  const single = products.filter(({ variants }) => variants.length === 0);
  const varied = products.filter(({ variants }) => variants.length > 0);
  const random = streamOf(seed, STREAM_KIND, 0);
  const byPhoto = shuffled(random, single);
  const byWords = shuffled(random, [...varied, ...single]);
  const derived: { listing: Listing; truth: NearCopy }[] = [];
  const outliers: Outlier[] = [];
  const derive = (product: ShopProduct, request: Omit<CopyRequest, 'id'>): string => {
    const id = `listing-${String(derived.length + 1).padStart(3, '0')}`;
    const own = streamOf(seed, STREAM_KIND, derived.length + 1);
    derived.push(copyListing(own, product.main, { ...request, id }));
    return id;
  };

  let byPhotoIndex = 0;
  for (const [kind, count] of KINDS)
    for (let index = 0; index < count; index++) {
      const product = kind === 'text-only' ? byWords[index % byWords.length] : byPhoto[byPhotoIndex++ % byPhoto.length];
      const missing = missingFrom(kind, index, product as ShopProduct);
      derive(product as ShopProduct, { kind, ...(missing === undefined ? {} : { missing }) });
    }
  for (let index = 0; index < EXACT_COPIES; index++)
    derive(byPhoto[byPhotoIndex++ % byPhoto.length] as ShopProduct, { kind: 'photo-and-text', exactPhotos: true });
  for (let index = 0; index < OUTLIERS_OF_A_KIND; index++) {
    const product = byPhoto[byPhotoIndex++ % byPhoto.length] as ShopProduct;
    const trueSection = product.main.section;
    const section = wrongSection(products, trueSection, index);
    outliers.push({
      kind: 'wrong-section',
      itemId: derive(product, { kind: 'photo-and-text', section }),
      section,
      trueSection,
    });
  }
  for (let index = 0; index < OUTLIERS_OF_A_KIND; index++) {
    const product = byPhoto[byPhotoIndex++ % byPhoto.length] as ShopProduct;
    const elsewhere = varied.filter(({ main }) => main.section[0] !== product.main.section[0]);
    const photoOf = (elsewhere[index % elsewhere.length] as ShopProduct).main;
    const itemId = derive(product, { kind: 'text-only', photoOf });
    outliers.push({ kind: 'wrong-photo', itemId, photoOf: photoOf.id, originalId: product.main.id });
  }
  const nearCopies = derived.map(({ truth }) => truth);
  return {
    listings: derived.map(({ listing }) => listing),
    truth: { nearCopies, duplicateGroups: groupsOf(nearCopies), variantGroups: varied.map(variantGroupOf), outliers },
  };
}

function missingFrom(kind: NearCopyKind, index: number, { main }: ShopProduct): MissingModality | undefined {
  if (kind === 'text-only') return index % NO_PHOTO_EVERY === 0 ? 'photo' : undefined;
  if (index % MISSING_EVERY !== 0) return undefined;
  const missing = MISSING[(index / MISSING_EVERY) % MISSING.length] as MissingModality;
  return missing === 'brand' && (main.brand === undefined || kind === 'photo-only') ? 'price' : missing;
}

/** A section under another root. */
function wrongSection(products: readonly ShopProduct[], own: readonly string[], index: number): readonly string[] {
  const names = new Set(products.map(({ main }) => main.section.join('\n')));
  const others = [...names].map((name) => name.split('\n')).filter((section) => section[0] !== own[0]);
  return others[index % others.length] as readonly string[];
}

function groupsOf(copies: readonly NearCopy[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { originalId, itemId } of copies) {
    const group = groups.get(originalId);
    if (group) group.push(itemId);
    else groups.set(originalId, [originalId, itemId]);
  }
  return [...groups.values()];
}
