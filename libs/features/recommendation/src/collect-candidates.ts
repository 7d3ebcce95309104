import type {
  CandidateGenerator,
  CandidateGeneratorName,
  CandidateRequest,
} from './candidate-generators/candidate-generator.ts';

/** Item id → the generators that found it, in the generators' order; ids in the order in which they were found. */
export type Candidates = ReadonlyMap<string, readonly CandidateGeneratorName[]>;

/** The union of what the generators find. */
export async function collectCandidates(
  generators: readonly CandidateGenerator[],
  request: CandidateRequest,
): Promise<Candidates> {
  const lists = await Promise.all(generators.map((generator) => generator.findCandidates(request)));
  const found = new Map<string, CandidateGeneratorName[]>();
  for (const [index, { name }] of generators.entries())
    for (const itemId of lists[index] ?? []) found.set(itemId, [...(found.get(itemId) ?? []), name]);
  return found;
}
