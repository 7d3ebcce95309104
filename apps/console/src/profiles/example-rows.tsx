import { ItemPhoto } from '../catalog/item-photo.tsx';
import classes from './example-rows.module.css';
import type { Preview } from './use-impact.ts';

type Example = Preview['examples'][number];

const SHOWN = 6;

/** The product whose neighbours change most, with both rows of them; folded away until it is asked for. */
export function ExampleRows({ example }: { example: Example }) {
  return (
    <details className={classes.example}>
      <summary>
        Where it changes most: <span className={classes.source}>{example.source.title}</span>
      </summary>
      <ExampleRow label="Now" results={example.live} />
      <ExampleRow label="Then" results={example.draft} />
    </details>
  );
}

function ExampleRow({ label, results }: { label: string; results: Example['live'] }) {
  return (
    <div className={classes.row}>
      <span>{label}</span>
      {results.length === 0 ? (
        <span className={classes.none}>Nothing that can be compared.</span>
      ) : (
        <ol className={classes.photos}>
          {results.slice(0, SHOWN).map(({ item, otherRank }) => (
            <li key={item.id} title={item.title} data-stays={otherRank !== null}>
              <ItemPhoto item={item} />
              <span className={classes.name}>{item.title}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
