import type { SectionPath } from '@kindred/catalog';
import {
  BlockMeansBuilder,
  createTabularEncoders,
  findBlockMean,
  fitLogPriceRanges,
  sectionKey,
} from '@kindred/fusion';
import type { TabularEncoder, TabularItem } from '@kindred/fusion';

/** One tabular modality of all rows: the distinct blocks once, and which of them each row has. */
export interface TabularColumn {
  readonly modality: string;
  readonly dimension: number;
  /** [distinct, dimension] */
  readonly blocks: Float32Array;
  /** [rows]: index into `blocks`. */
  readonly blockOf: Int32Array;
  /** [distinct], 1 where the block stands for a missing value. */
  readonly imputed: Uint8Array;
}

/** Encodes price, brand and section of every item as a catalog's layout does, missing values filled with their section's mean. */
export function buildTabularColumns(items: readonly TabularItem[]): TabularColumn[] {
  const prices = items.flatMap(({ price }) => (price === undefined ? [] : [price]));
  const encoders = createTabularEncoders({ logPriceRanges: fitLogPriceRanges(prices) });
  const means = new BlockMeansBuilder();
  for (const item of items)
    means.add(
      item.section,
      new Map(
        encoders.flatMap((encoder) => {
          const block = encoder.encode(item);
          return block === undefined ? [] : [[encoder.modality, block] as const];
        }),
      ),
    );
  const built = means.build();
  return encoders.map((encoder) =>
    columnOf(encoder, items, (section) => findBlockMean(built, encoder.modality, section)),
  );
}

function columnOf(
  encoder: TabularEncoder,
  items: readonly TabularItem[],
  meanOf: (section: SectionPath) => Float32Array | undefined,
): TabularColumn {
  const { modality, dimension } = encoder;
  const known = new Map<string, number>();
  const blocks: Float32Array[] = [];
  const imputed: number[] = [];
  const blockOf = Int32Array.from(items, (item) => {
    const input = encoder.inputOf(item);
    const key = input === undefined ? `mean of ${sectionKey(item.section)}` : `value ${input}`;
    const index = known.get(key) ?? blocks.length;
    if (index === blocks.length) {
      known.set(key, index);
      blocks.push(encoder.encode(item) ?? meanOf(item.section) ?? new Float32Array(dimension));
      imputed.push(input === undefined ? 1 : 0);
    }
    return index;
  });
  const table = new Float32Array(blocks.length * dimension);
  blocks.forEach((block, index) => {
    table.set(block, index * dimension);
  });
  return { modality, dimension, blocks: table, blockOf, imputed: Uint8Array.from(imputed) };
}
