import classes from './broken-golden-queries.module.css';
import type { GoldenReport } from './use-impact.ts';

/** Golden queries that publishing would break, each with what it must find. */
export function BrokenGoldenQueries({ report }: { report: GoldenReport }) {
  const { brokenCount, outcomes } = report;
  if (outcomes.length === 0) return null;
  if (brokenCount === 0)
    return (
      <p className={classes.line}>
        {outcomes.length === 1
          ? 'The golden query holds.'
          : `All ${outcomes.length} golden queries hold as they do now.`}
      </p>
    );
  return (
    <div className={classes.broken} role="alert">
      <p className={classes.headline}>
        {brokenCount === 1 ? '1 golden query' : `${brokenCount} golden queries`} of {outcomes.length} would break
      </p>
      <ul className={classes.list}>
        {outcomes
          .filter(({ broken }) => broken)
          .map(({ query, draft }) => (
            <li key={query.name}>
              <strong>{query.name}</strong>{' '}
              {draft.problem ??
                `no longer finds ${query.expectedItems.map(({ title }) => `“${title}”`).join(', ')} in the top ${query.limit}.`}
            </li>
          ))}
      </ul>
    </div>
  );
}
