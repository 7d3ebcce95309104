import { InvalidLimitError } from './errors.ts';

const LARGEST = 2_147_483_647;

/** Returns it. @throws InvalidLimitError */
export function checkedLimit(limit: number, { smallest = 0, largest = LARGEST } = {}): number {
  if (!Number.isInteger(limit) || limit < smallest || limit > largest)
    throw new InvalidLimitError(limit, smallest, largest);
  return limit;
}
