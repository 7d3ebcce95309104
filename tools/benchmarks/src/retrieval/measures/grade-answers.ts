import { rowOf } from '../data/catalogue-stream.ts';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';
import { exactScore, type ExactAnswer } from '../exact-answers.ts';
import { recallOf } from '../recall.ts';

/** One answer to be graded, all of one query. */
export interface GivenAnswer {
  readonly itemIds: readonly string[];
  readonly weights: readonly number[];
  readonly wanted: ExactAnswer;
  /** As the store said, where it said any. */
  readonly scores?: readonly number[];
  /** What a filter lets pass; a row that does not pass counts as not found. */
  readonly passes?: Uint8Array;
}

export interface Grade {
  readonly recall: number;
  /** Rows fewer than there are, up to the limit. */
  readonly missingRows: number;
  /** Greatest difference between the scores that the store gave and the exact ones. */
  readonly scoreError: number;
}

/** Compares a query's answers with the exact ones, by scores computed anew from the vectors on disk. */
export async function gradeAnswers(
  collection: RetrievalCollection,
  query: Float32Array,
  answers: readonly GivenAnswer[],
): Promise<Grade[]> {
  const rows = [...new Set(answers.flatMap(({ itemIds }) => itemIds.map(rowOf)))].filter(
    (row) => row < collection.items,
  );
  const vectors = await collection.readVectors(rows);
  const vectorOf = new Map(rows.map((row, index) => [row, vectors[index]!]));
  return answers.map((answer) => gradeOne(collection, answer, { query, vectorOf }));
}

function gradeOne(
  { spec }: RetrievalCollection,
  { itemIds, weights, wanted, scores, passes }: GivenAnswer,
  { query, vectorOf }: { query: Float32Array; vectorOf: ReadonlyMap<number, Float32Array> },
): Grade {
  const scoreOf = (row: number): number => {
    const vector = vectorOf.get(row);
    return vector === undefined ? -Infinity : exactScore(spec.blocks, weights, { query, row: vector });
  };
  const rows = itemIds.map(rowOf).filter((row) => passes === undefined || passes[row] === 1);
  const errors = (scores ?? []).map((score, index) => Math.abs(score - scoreOf(rowOf(itemIds[index]!))));
  return {
    recall: recallOf(rows, wanted, scoreOf),
    missingRows: Math.max(0, wanted.rows.length - rows.length),
    scoreError: Math.max(0, ...errors),
  };
}
