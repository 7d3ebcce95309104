import type { SwitchDocument } from '../encoders/switch-encoder.ts';
import { formatCount, formatDuration, formatNumberOf } from './format-amounts.ts';

/** The end of a change of encoders in a few lines. */
export function formatSwitch({ catalog, encoders, switched, counts, elapsedMs }: SwitchDocument): string {
  const { read, embedded, unchanged, failed } = counts;
  const good = `${formatCount(embedded)} embedded + ${formatCount(unchanged)} unchanged`;
  const state = switched
    ? `Catalog '${catalog}' has switched.`
    : `Catalog '${catalog}' has no vectors of another encoder: nothing had to be switched.`;
  return [
    ...(switched
      ? [
          `${formatNumberOf(read, 'item')} read = ${good} + ${formatCount(failed)} failed, in ${formatDuration(elapsedMs)}`,
        ]
      : []),
    state,
    `Photos: ${encoders.image}`,
    `Texts:  ${encoders.text}`,
  ].join('\n');
}
