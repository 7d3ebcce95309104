import { TurnTaking } from '@kindred/vector-math';

/** Maps in order, and lets other work have its turn in between. `workOf`: multiplications per element. */
export async function mapInTurns<Element, Result>(
  elements: readonly Element[],
  workOf: number,
  map: (element: Element) => Result,
): Promise<Result[]> {
  const turns = new TurnTaking();
  const results: Result[] = [];
  for (const element of elements) {
    results.push(map(element));
    if (turns.isDue(workOf)) await turns.next();
  }
  return results;
}
