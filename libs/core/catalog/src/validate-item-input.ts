import { isCurrencyCode } from './currency.ts';
import { InvalidItemError } from './errors.ts';
import type { AttributeValue, Item, ItemInput, Money, SectionPath } from './item.ts';
import { ProblemList, show } from './problem-list.ts';

/** Lengths in UTF-16 units. */
export const ITEM_LIMITS = {
  idLength: 200,
  titleLength: 1000,
  descriptionLength: 20_000,
  brandLength: 200,
  sectionLevels: 10,
  sectionLevelLength: 200,
  attributes: 100,
  attributeNameLength: 100,
  attributeValueLength: 1000,
  tagsPerAttribute: 100,
  images: 20,
  /** Clips of sound. */
  audio: 10,
  /** Of a photo or a clip. */
  mediaUrlLength: 2000,
  /** A `data:` URL carries the photo or clip itself. */
  mediaDataUrlLength: 20_000_000,
} as const;

/**
 * Checks everything, reports all problems together, and fills in: no section, attributes, images or audio, available, created now.
 * Title, description, brand, section levels and tags are trimmed; blank descriptions and brands count as left out; the
 * currency becomes upper case; a photo or clip named twice is kept once. The id stays as given. Reads no outside state.
 * @throws InvalidItemError
 */
export function validateItemInput(input: ItemInput, { now }: { now: Date }): Item {
  const problems = new ProblemList();
  problems.checkText('id', input.id, ITEM_LIMITS.idLength);
  problems.checkText('title', input.title, ITEM_LIMITS.titleLength);
  const description = optionalText(problems, 'description', input.description, ITEM_LIMITS.descriptionLength);
  const brand = optionalText(problems, 'brand', input.brand, ITEM_LIMITS.brandLength);
  const price = priceOf(problems, input.price);
  const section = sectionOf(problems, input.section);
  const attributes = attributesOf(problems, input.attributes);
  const images = mediaOf(problems, 'images', input.images);
  const audio = mediaOf(problems, 'audio', input.audio);
  const available: unknown = input.available ?? true;
  if (typeof available !== 'boolean') problems.add('available', `must be true or false, it is ${show(available)}`);
  const createdAt = input.createdAt ?? now;
  problems.checkDate('createdAt', createdAt);
  if (problems.problems.length > 0)
    throw new InvalidItemError(typeof input.id === 'string' ? input.id : show(input.id), problems.problems);
  return {
    id: input.id,
    title: input.title.trim(),
    ...(description === undefined ? {} : { description }),
    ...(price === undefined ? {} : { price }),
    ...(brand === undefined ? {} : { brand }),
    section,
    attributes,
    images,
    audio,
    available: input.available ?? true,
    createdAt,
    updatedAt: now,
  };
}

function optionalText(problems: ProblemList, field: string, value: unknown, maxLength: number): string | undefined {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  return problems.checkText(field, value, maxLength) ? value.trim() : undefined;
}

function priceOf(problems: ProblemList, price: Money | null | undefined): Money | undefined {
  if (price === undefined || price === null) return undefined;
  if (problems.checkFinite('price.amount', price.amount) && price.amount < 0)
    problems.add('price.amount', `must be 0 or more, it is ${show(price.amount)}`);
  const given: unknown = price.currency;
  const currency = typeof given === 'string' ? given.trim().toUpperCase() : given;
  if (!isCurrencyCode(currency)) {
    problems.add('price.currency', `must be an ISO 4217 code such as 'EUR', it is ${show(given)}`);
    return undefined;
  }
  // Adding 0 turns -0 into 0.
  return { amount: price.amount + 0, currency };
}

function sectionOf(problems: ProblemList, section: readonly string[] | null | undefined): SectionPath {
  const levels = listOf(problems, 'section', section, ITEM_LIMITS.sectionLevels);
  return levels.map((level, depth) =>
    problems.checkText(`section[${String(depth)}]`, level, ITEM_LIMITS.sectionLevelLength) ? level.trim() : '',
  );
}

function attributesOf(problems: ProblemList, attributes: ItemInput['attributes'] | null): Item['attributes'] {
  if (attributes === undefined || attributes === null) return {};
  if (typeof attributes !== 'object' || Array.isArray(attributes)) {
    problems.add('attributes', `must be an object of names and values, it is ${show(attributes)}`);
    return {};
  }
  const entries = Object.entries(attributes);
  if (entries.length > ITEM_LIMITS.attributes) {
    problems.add('attributes', `are ${String(entries.length)}, at most ${String(ITEM_LIMITS.attributes)} are allowed`);
    return {};
  }
  return Object.fromEntries(
    entries.map(([name, value]) => {
      problems.checkText('attribute name', name, ITEM_LIMITS.attributeNameLength);
      return [name, attributeValueOf(problems, `attributes.${name.slice(0, 100)}`, value)];
    }),
  );
}

function attributeValueOf(problems: ProblemList, field: string, value: unknown): AttributeValue {
  if (typeof value === 'number') return problems.checkFinite(field, value) ? value + 0 : 0;
  if (!Array.isArray(value)) return textOf(problems, field, value);
  const tags = listOf(problems, field, value, ITEM_LIMITS.tagsPerAttribute);
  return tags.map((tag, index) => textOf(problems, `${field}[${String(index)}]`, tag));
}

function textOf(problems: ProblemList, field: string, value: unknown): string {
  return problems.checkText(field, value, ITEM_LIMITS.attributeValueLength) ? value.trim() : '';
}

/** Media types that the `data:` URLs of a field may have. */
const DATA_TYPES = { images: /^data:image\/[\w.+-]+[;,]/, audio: /^data:audio\/[\w.+-]+[;,]/ } as const;

function mediaOf(
  problems: ProblemList,
  field: keyof typeof DATA_TYPES,
  value: readonly string[] | null | undefined,
): { readonly url: string }[] {
  const urls = listOf(problems, field, value, ITEM_LIMITS[field]);
  for (const [index, url] of urls.entries()) {
    const place = `${field}[${String(index)}]`;
    const isData = typeof url === 'string' && url.startsWith('data:');
    const maxLength = isData ? ITEM_LIMITS.mediaDataUrlLength : ITEM_LIMITS.mediaUrlLength;
    if (problems.checkText(place, url, maxLength) && !DATA_TYPES[field].test(url) && !isMediaUrl(url))
      problems.add(place, `must be an https:, http:, s3:, file: or data: URL, or upload:<sha256>; it is ${show(url)}`);
  }
  return [...new Set(urls as readonly string[])].map((url) => ({ url }));
}

function isMediaUrl(url: string): boolean {
  if (/^s3:\/\/[^/]+\/./.test(url) || /^upload:[0-9a-f]{64}$/.test(url)) return true;
  return /^(https?|file):\/\//i.test(url) && URL.canParse(url);
}

function listOf(problems: ProblemList, field: string, value: unknown, maxLength: number): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) problems.add(field, `must be a list, it is ${show(value)}`);
  else if (value.length <= maxLength) return value as readonly unknown[];
  else problems.add(field, `has ${String(value.length)} entries, at most ${String(maxLength)} are allowed`);
  return [];
}
