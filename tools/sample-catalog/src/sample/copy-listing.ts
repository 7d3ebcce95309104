import type { SeededRandom } from '@kindred/vector-math';
import { between } from '../seeded.ts';
import type { Listing, MissingModality, NearCopy, NearCopyKind } from './listing.ts';
import { editNames, nearCopyEdit, otherViewEdit } from './photo-edits.ts';
import type { PhotoEdit, PhotoPlan } from './photo.ts';
import { rewordDescription, rewordTitle, vagueTitle } from './reword.ts';

export interface CopyRequest {
  readonly id: string;
  readonly kind: NearCopyKind;
  readonly missing?: MissingModality;
  /** Instead of the original's own. */
  readonly section?: readonly string[];
  /** Instead of a photo of the original. */
  readonly photoOf?: Listing;
  /** The photos of the original byte for byte, under other names. */
  readonly exactPhotos?: boolean;
}

/** Another seller's listing of the same thing, and what was done to make it. */
export function copyListing(
  random: SeededRandom,
  original: Listing,
  request: CopyRequest,
): { listing: Listing; truth: NearCopy } {
  const { id, kind, missing } = request;
  const photoOnly = kind === 'photo-only';
  const title = photoOnly
    ? { text: vagueTitle(random, original.section), edits: ['vague title'] }
    : rewordTitle(random, original.title, original.brand);
  const description = photoOnly
    ? { text: '', edits: ['no description'] }
    : rewordDescription(random, original.description ?? '');
  const photosReordered = kind !== 'text-only' && original.photos.length > 1;
  const photos = missing === 'photo' ? [] : copiedPhotos(random, original, request);
  const priceFactor = Math.round(between(random, 0.94, 1.06) * 1000) / 1000;
  const dropsBrand = missing === 'brand' || photoOnly;
  const listing: Listing = {
    id,
    title: title.text,
    ...(description.text === '' ? {} : { description: description.text }),
    ...(missing === 'price' || original.price === undefined
      ? {}
      : { price: Math.round(original.price * priceFactor * 100) / 100 }),
    ...(dropsBrand || original.brand === undefined ? {} : { brand: original.brand }),
    section: missing === 'section' ? [] : (request.section ?? original.section),
    photos,
    attributes: photoOnly ? {} : original.attributes,
    ageDays: random.integer(120),
    available: random.next() > 0.05,
  };
  const truth: NearCopy = {
    itemId: id,
    originalId: original.id,
    kind,
    photoEdits: photos.map(({ edit }) => (request.exactPhotos ? ['same bytes'] : editNames(edit))),
    photosReordered,
    textEdits: [...title.edits, ...description.edits],
    priceFactor,
    missing: missingOf(original, listing),
  };
  return { listing, truth };
}

function missingOf(original: Listing, copy: Listing): MissingModality[] {
  return [
    ...(copy.photos.length === 0 ? (['photo'] as const) : []),
    ...(copy.price === undefined ? (['price'] as const) : []),
    ...(original.brand !== undefined && copy.brand === undefined ? (['brand'] as const) : []),
    ...(copy.section.length === 0 ? (['section'] as const) : []),
  ];
}

function copiedPhotos(random: SeededRandom, original: Listing, request: CopyRequest): PhotoPlan[] {
  const { id, kind, photoOf, exactPhotos = false } = request;
  const shown = photoOf ?? original;
  // The second photo first; copies by words alone show another part of the first.
  const own = kind === 'text-only' ? shown.photos.slice(0, 1) : shown.photos.toReversed();
  return own.map(({ sourcePath, edit }, index) => ({
    name: `images/${id}${index === 0 ? '' : `-${String(index + 1)}`}.jpg`,
    sourcePath,
    edit: exactPhotos ? edit : copiedEdit(random, edit, kind === 'text-only' && photoOf === undefined),
  }));
}

function copiedEdit(random: SeededRandom, edit: PhotoEdit, otherView: boolean): PhotoEdit {
  const copied = otherView ? otherViewEdit(random) : nearCopyEdit(random);
  // A copy of a close-up stays one.
  return edit.crop === undefined ? copied : { ...copied, crop: edit.crop };
}
