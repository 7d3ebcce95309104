import type { Item } from '@kindred/catalog';
import type { BlockSample } from '@kindred/embedding-pipeline';
import { applyTransform, sectionKey, type BlockTransform } from '@kindred/fusion';
import type { LabelledVectors } from '@kindred/evaluation';

/** The same items as they are without and with a transform, and what they are judged by. */
export interface JudgedRows {
  readonly items: readonly Item[];
  readonly before: LabelledVectors;
  readonly after: LabelledVectors;
  /** Items that are not judged by each other; absent where every item is alone. */
  readonly groups?: Int32Array;
  readonly classes: number;
}

export interface JudgeOptions {
  readonly label: string;
  readonly apart?: string;
  readonly limit: number;
}

/** The first items of the sample, of those with equal blocks (variants with one photo) only one: an equal says nothing about a space. */
export function judgedRows(
  { entries }: BlockSample,
  transform: BlockTransform,
  { label, apart, limit }: JudgeOptions,
): JudgedRows {
  const distinct = new Map(entries.map((entry) => [keyOf(entry.block), entry]));
  const judged = [...distinct.values()].slice(0, limit);
  const items = judged.map(({ item }) => item);
  const numbered = numbers(items.map((item) => valueOf(item, label)));
  const groups = apart === undefined ? undefined : numbers(items.map((item) => valueOf(item, apart)));
  const rowsOf = (vectors: readonly Float32Array[]): LabelledVectors => {
    const dimension = vectors[0]?.length ?? 0;
    const data = new Float32Array(vectors.length * dimension);
    for (const [row, vector] of vectors.entries()) data.set(vector, row * dimension);
    return { dimension, data, labels: numbered };
  };
  return {
    items,
    before: rowsOf(judged.map(({ block }) => block)),
    after: rowsOf(judged.map(({ block }) => applyTransform(transform, block))),
    ...(groups === undefined ? {} : { groups: alone(groups) }),
    classes: new Set(numbered.filter((label_) => label_ >= 0)).size,
  };
}

/** Undefined where the item has none. Sections are told apart by their whole path. */
export function valueOf({ section, brand, attributes }: Item, label: string): string | undefined {
  if (label === 'section') return section.length === 0 ? undefined : sectionKey(section);
  const value = label === 'brand' ? brand : attributes[label];
  return value === undefined ? undefined : String(value);
}

function keyOf(block: Float32Array): string {
  return Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('base64');
}

/** In the order of their coming; -1 for none. */
function numbers(values: readonly (string | undefined)[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(values, (value) => {
    if (value === undefined) return -1;
    const number = known.get(value) ?? known.size;
    known.set(value, number);
    return number;
  });
}

/** Items without a value are groups of one. */
function alone(groups: Int32Array): Int32Array {
  return groups.map((group, row) => (group >= 0 ? group : -1 - row));
}
