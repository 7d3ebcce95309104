/** Levels of lists and objects in variables; deeper ones could exhaust the stack of whoever walks them. */
export const MAX_VARIABLES_DEPTH = 40;

/** Whether `value` nests deeper than `limit`. Uses no stack itself. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((entry) => (isContainer(entry) ? Object.values(entry).filter(isContainer) : []));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}
