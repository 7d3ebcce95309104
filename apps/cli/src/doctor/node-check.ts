import type { Check } from './check.ts';

const MINIMUM = 22;
const RECOMMENDED = 24;

export const nodeCheck: Check = {
  name: 'Node',
  hint: 'Install Node 24, or run commands by `npx kindred`, which brings its own.',
  run: () => Promise.resolve(judge(process.versions.node)),
};

/** @internal exported for its test */
export function judge(version: string): Awaited<ReturnType<Check['run']>> {
  const major = Number(version.split('.')[0]);
  const detail = `${version} on ${process.platform}-${process.arch}`;
  if (major >= RECOMMENDED) return { status: 'ok', detail };
  const hint = nodeCheck.hint;
  if (major >= MINIMUM) return { status: 'warn', detail: `${detail}; ${String(RECOMMENDED)} is recommended`, hint };
  return { status: 'fail', detail: `${detail} is too old; ${String(MINIMUM)} or newer is needed`, hint };
}
