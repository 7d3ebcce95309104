import type { SimilarResult } from './use-neighbours.ts';
import classes from './contribution-table.module.css';

const IMPUTED = 'The item lacks it; the mean of its section stands in.';
const BY_WORDS = 'Your words were compared with the photo itself.';

interface ContributionTableProps {
  readonly result: SimilarResult;
  readonly labelOf: (modality: string) => string;
  readonly colorOf: (modality: string) => string;
}

/** The bar in figures: contribution = effective weight × similarity, and the contributions add up to the score. */
export function ContributionTable({ result, labelOf, colorOf }: ContributionTableProps) {
  const isImputed = result.contributions.some(({ imputed }) => imputed);
  const byWords = result.contributions.some(isPhotoByWords);
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
          {result.contributions.map((part) => (
            <tr key={part.modality}>
              <th scope="row">
                <span className={classes.swatch} style={{ background: colorOf(part.modality) }} aria-hidden="true" />
                {labelOf(part.modality)}
                {part.imputed && <abbr title={IMPUTED}>*</abbr>}
                {isPhotoByWords(part) && <abbr title={BY_WORDS}>†</abbr>}
              </th>
              <td>{figure(part.weight, 2)}</td>
              <td>{figure(part.effectiveWeight, 3)}</td>
              <td>{figure(part.similarity, 3)}</td>
              <td>{figure(part.contribution, 3)}</td>
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
      {isImputed && <p className={classes.note}>* {IMPUTED}</p>}
      {byWords && <p className={classes.note}>† {BY_WORDS}</p>}
    </div>
  );
}

/** Words that are compared with photos themselves. */
function isPhotoByWords({ modality, queryFrom }: SimilarResult['contributions'][number]): boolean {
  return modality === 'image' && queryFrom.includes('TEXT');
}

function figure(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace('-', '−');
}
