import type { SimilarResult } from './use-neighbours.ts';
import classes from './contribution-table.module.css';

interface ContributionTableProps {
  readonly result: SimilarResult;
  readonly labelOf: (modality: string) => string;
  readonly colorOf: (modality: string) => string;
}

/** The bar in figures: contribution = effective weight × similarity, and the contributions add up to the score. */
export function ContributionTable({ result, labelOf, colorOf }: ContributionTableProps) {
  const isImputed = result.contributions.some(({ imputed }) => imputed);
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption>Why “{result.node.title}” is here</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Weight</th>
            <th scope="col">Effective</th>
            <th scope="col">Similarity</th>
            <th scope="col">Contribution</th>
          </tr>
        </thead>
        <tbody>
          {result.contributions.map(({ modality, weight, effectiveWeight, similarity, contribution, imputed }) => (
            <tr key={modality}>
              <th scope="row">
                <span className={classes.swatch} style={{ background: colorOf(modality) }} aria-hidden="true" />
                {labelOf(modality)}
                {imputed && <abbr title="The item lacks it; the mean of its section stands in.">*</abbr>}
              </th>
              <td>{figure(weight, 2)}</td>
              <td>{figure(effectiveWeight, 3)}</td>
              <td>{figure(similarity, 3)}</td>
              <td>{figure(contribution, 3)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              Score
            </th>
            <td>{figure(result.score, 3)}</td>
          </tr>
        </tfoot>
      </table>
      {isImputed && <p className={classes.note}>* The item lacks it; the mean of its section stands in.</p>}
    </div>
  );
}

function figure(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace('-', '−');
}
