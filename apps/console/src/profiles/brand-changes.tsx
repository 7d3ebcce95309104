import classes from './brand-changes.module.css';
import { formatPoints, formatShare } from './describe-impact.ts';
import panelClasses from './impact-panel.module.css';
import type { Preview } from './use-impact.ts';

const SHOWN = 5;

/** Which brands get how much of the results, now and then. */
export function BrandChanges({ brands }: { brands: Preview['brands']['top'] }) {
  if (brands.length === 0) return null;
  return (
    <table className={classes.table}>
      <caption className={panelClasses.part}>Brands: their share of the results</caption>
      <thead>
        <tr>
          <th scope="col">Brand</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        {brands.slice(0, SHOWN).map(({ brand, live, draft }) => (
          <tr key={brand}>
            <th scope="row">{brand}</th>
            <td>{formatShare(live)}</td>
            <td>{formatShare(draft)}</td>
            <td className={classes.points}>{formatPoints(draft - live)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
