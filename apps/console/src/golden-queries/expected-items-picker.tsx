import { useId } from 'react';
import { ItemPhoto } from '../catalog/item-photo.tsx';
import type { ImpactItemFragment } from '../generated/graphql.ts';
import classes from './expected-items-picker.module.css';

/** No golden query may expect more. */
export const MAX_EXPECTED = 20;

export interface Candidate {
  readonly item: Pick<ImpactItemFragment, 'id' | 'title' | 'images'>;
  /** Where it stands with the present weights, from 1; null where it is not among the results shown. */
  readonly rank: number | null;
}

interface ExpectedItemsPickerProps {
  readonly candidates: readonly Candidate[];
  readonly expected: readonly string[];
  readonly onChange: (expected: readonly string[]) => void;
}

/** The results as photos to tick: each that is ticked must be found. */
export function ExpectedItemsPicker({ candidates, expected, onChange }: ExpectedItemsPickerProps) {
  const legend = useId();
  const toggle = (id: string): void =>
    onChange(expected.includes(id) ? expected.filter((other) => other !== id) : [...expected, id]);
  return (
    <div role="group" aria-labelledby={legend}>
      <p id={legend} className={classes.legend}>
        Must be found{expected.length > 0 && <span className={classes.count}> · {expected.length} chosen</span>}
      </p>
      <ul className={classes.grid}>
        {candidates.map(({ item, rank }) => {
          const isExpected = expected.includes(item.id);
          return (
            <li key={item.id}>
              <label className={classes.choice} data-expected={isExpected}>
                <input
                  type="checkbox"
                  checked={isExpected}
                  disabled={!isExpected && expected.length >= MAX_EXPECTED}
                  onChange={() => toggle(item.id)}
                />
                <span className={classes.photo}>
                  <ItemPhoto item={item} />
                  {rank !== null && <span className={classes.rank}>{rank}</span>}
                </span>
                <span className={classes.title}>{item.title}</span>
              </label>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
