import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { GroundTruth, Listing } from './listing.ts';
import { writePhotos } from './photo.ts';
import type { ShopperEvent, ShopperTaste } from './shoppers.ts';
import { STAMP_FILE, type Stamp } from './stamp.ts';

export interface SampleContent {
  readonly listings: readonly Listing[];
  readonly events: readonly ShopperEvent[];
  readonly truth: GroundTruth;
  readonly tastes: readonly ShopperTaste[];
  readonly stamp: Stamp;
}

export const SAMPLE_FILES = {
  items: 'items.csv',
  interactions: 'interactions.csv',
  groundTruth: 'ground-truth.json',
} as const;

/** Writes everything into an existing folder, the stamp last. */
export async function writeSample(folder: string, content: SampleContent): Promise<void> {
  const { listings, events, truth, tastes, stamp } = content;
  const reference = new Date(stamp.referenceDate);
  await writePhotos(
    folder,
    listings.flatMap(({ photos }) => photos),
  );
  await writeFile(join(folder, SAMPLE_FILES.items), itemsCsv(listings, reference));
  await writeFile(join(folder, SAMPLE_FILES.interactions), interactionsCsv(events, reference));
  const document = { ...stamp, ...truth, shoppers: tastes };
  await writeFile(join(folder, SAMPLE_FILES.groundTruth), `${JSON.stringify(document, undefined, 2)}\n`);
  await writeFile(join(folder, STAMP_FILE), `${JSON.stringify(stamp, undefined, 2)}\n`);
}

function itemsCsv(listings: readonly Listing[], reference: Date): string {
  const names = [...new Set(listings.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
  const header = [
    'id',
    'title',
    'description',
    'price',
    'currency',
    'brand',
    'section',
    'images',
    'available',
    'created_at',
  ];
  const rows = listings.map((listing) => [
    listing.id,
    listing.title,
    listing.description ?? '',
    listing.price?.toFixed(2) ?? '',
    listing.price === undefined ? '' : 'USD',
    listing.brand ?? '',
    listing.section.join(' > '),
    listing.photos.map(({ name }) => name).join(';'),
    String(listing.available),
    new Date(reference.getTime() - listing.ageDays * 86_400_000).toISOString(),
    ...names.map((name) => (listing.attributes[name] ?? []).join(';')),
  ]);
  return stringify([[...header, ...names.map((name) => `attributes.${name}[]`)], ...rows]);
}

function interactionsCsv(events: readonly ShopperEvent[], reference: Date): string {
  const rows = events.map(({ userId, itemId, type, value, ageMs }) => [
    ...[userId, itemId, type, value === undefined ? '' : String(value)],
    new Date(reference.getTime() - ageMs).toISOString(),
  ]);
  return stringify([['user_id', 'item_id', 'type', 'value', 'occurred_at'], ...rows]);
}
