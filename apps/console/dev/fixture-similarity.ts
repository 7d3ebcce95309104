import type { FixtureItem } from './fixture-catalog.ts';

export const FIXTURE_MODALITIES = [
  { name: 'image', label: 'Photo', dimension: 8, encoder: 'fixture' },
  { name: 'text', label: 'Words', dimension: 8, encoder: 'fixture' },
  { name: 'price', label: 'Price', dimension: 8, encoder: 'fixture' },
  { name: 'brand', label: 'Brand', dimension: 8, encoder: 'fixture' },
  { name: 'section', label: 'Section', dimension: 8, encoder: 'fixture' },
];

/** Deterministic and plausible, nothing more: the console's own stand-in for the real encoders. */
export function fixtureSimilarity(modality: string, source: Partial<FixtureItem>, item: FixtureItem): number {
  if (modality === 'image') return source.photo === item.photo ? 1 : cosine(photoVector(source), photoVector(item));
  if (modality === 'text') return overlap(wordsOf(source), wordsOf(item));
  if (modality === 'brand') return source.brand === item.brand ? 1 : 0.04;
  if (modality === 'section') return sharedDepth(source.section ?? [], item.section);
  const ratio = Math.log((item.price?.amount ?? 1) / (source.price?.amount ?? 1)) / Math.log(1.5);
  return Math.exp(-0.5 * ratio * ratio);
}

export function isImputed(modality: string, item: FixtureItem): boolean {
  return (modality === 'image' && item.photo === null) || (modality === 'price' && item.price === null);
}

function photoVector(item: Partial<FixtureItem>): number[] {
  const [own, shared] = [hashNumbers(item.photo ?? 'none'), hashNumbers((item.section ?? []).join())];
  return own.map((value, index) => value * 0.6 + (shared[index] ?? 0));
}

function hashNumbers(text: string): number[] {
  let state = 2166136261;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619);
  return Array.from({ length: 8 }, () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    return ((state >>> 0) / 2 ** 32) * 2 - 1;
  });
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function wordsOf(item: Partial<FixtureItem>): Set<string> {
  return new Set(
    `${item.title ?? ''} ${item.title ?? ''} ${item.description ?? ''}`.toLowerCase().match(/[a-z]{3,}/g) ?? [],
  );
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.sqrt(Math.max(1, a.size * b.size));
}

function sharedDepth(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length, 1);
  const differs = a.findIndex((name, depth) => name !== b[depth]);
  return (differs < 0 ? Math.min(a.length, b.length) : differs) / length;
}
