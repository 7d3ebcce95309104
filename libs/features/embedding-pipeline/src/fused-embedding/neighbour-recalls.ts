import { createSeededRandom, dot, TopK, TurnTaking } from '@kindred/vector-math';

export interface NeighbourRecallsInput {
  /** [count][full dimension]: dot products are scores. */
  readonly vectors: readonly Float32Array[];
  /** [count][rank]: the same items along the components. */
  readonly coordinates: readonly Float32Array[];
  /** [queries]: indices into both. */
  readonly queries: readonly number[];
}

const NEIGHBOURS = 10;
/** Scores that differ by less are equal: a neighbour that ties with the tenth counts as found. */
const TIE = 1e-6;
/** Between two numbers of components that are measured, the lower one's recall stands. */
const STEP = 8;

/**
 * [rank]: with the first 1, 2, … components, the share of the ten found neighbours that are among the ten nearest, exactly computed
 * both ways; measured at 1 to 8 components and then at every eighth, and otherwise as at the next lower one. 1 where nothing has
 * a neighbour.
 */
export async function neighbourRecalls(input: NeighbourRecallsInput): Promise<number[]> {
  const rank = input.coordinates[0]?.length ?? 0;
  const sums = new Float64Array(rank);
  for (const query of input.queries) await addRecalls(input, query, sums);
  const recalls: number[] = [];
  for (let index = 0; index < rank; index++)
    recalls.push(isMeasured(index + 1, rank) ? share(sums[index]!, input.queries.length) : recalls[index - 1]!);
  return recalls;
}

/** `count` different indices below `size`, all where there are fewer. */
export function drawQueries(size: number, count: number, seed: number): number[] {
  const random = createSeededRandom(seed);
  const indices = Array.from({ length: size }, (_, index) => index);
  for (let index = 0; index < Math.min(count, size); index++) {
    const other = index + random.integer(size - index);
    [indices[index], indices[other]] = [indices[other]!, indices[index]!];
  }
  return indices.slice(0, count);
}

async function addRecalls(
  { vectors, coordinates }: NeighbourRecallsInput,
  query: number,
  sums: Float64Array,
): Promise<void> {
  const turns = new TurnTaking();
  const limit = Math.min(NEIGHBOURS, vectors.length - 1);
  if (limit < 1) {
    for (let index = 0; index < sums.length; index++) sums[index] = sums[index]! + 1;
    return;
  }
  const scores = Float64Array.from(vectors, (vector, index) =>
    index === query ? -Infinity : dot(vector, vectors[query]!),
  );
  const exact = new TopK(limit);
  scores.forEach((score, index) => {
    if (index !== query) exact.offer(index, score);
  });
  await turns.next();
  const enough = exact.sorted().at(-1)!.score - TIE;
  const along = new Float64Array(vectors.length);
  for (let index = 0; index < sums.length; index++) {
    const factor = coordinates[query]![index]!;
    for (let at = 0; at < along.length; at++) along[at] = along[at]! + factor * coordinates[at]![index]!;
    if (!isMeasured(index + 1, sums.length)) continue;
    const found = new TopK(limit);
    for (let at = 0; at < along.length; at++) if (at !== query) found.offer(at, along[at]!);
    const hits = found.sorted().filter((entry) => scores[entry.index]! >= enough).length;
    sums[index] = sums[index]! + hits / limit;
    if (turns.isDue(STEP * along.length * 10)) await turns.next();
  }
}

function isMeasured(components: number, rank: number): boolean {
  return components <= STEP || components % STEP === 0 || components === rank;
}

function share(sum: number, count: number): number {
  return count === 0 ? 1 : sum / count;
}
