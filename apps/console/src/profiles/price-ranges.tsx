import { formatPrice } from '../catalog/format-price.ts';
import panelClasses from './impact-panel.module.css';
import classes from './price-ranges.module.css';
import { buildRangeScale, rangeSegment, type PriceRange } from './range-geometry.ts';

interface PriceRangesProps {
  readonly prices: { readonly currency: string; readonly live: PriceRange | null; readonly draft: PriceRange | null };
}

/** The middle half of the prices, and their median, now and then: on one scale that begins at 0. */
export function PriceRanges({ prices }: PriceRangesProps) {
  const scale = buildRangeScale([prices.live, prices.draft]);
  return (
    <div>
      <h4 className={panelClasses.part}>Prices: the median, and the middle half</h4>
      <dl className={classes.ranges}>
        <RangeRow label="Now" range={prices.live} currency={prices.currency} scale={scale} />
        <RangeRow label="Then" range={prices.draft} currency={prices.currency} scale={scale} isDraft />
      </dl>
    </div>
  );
}

interface RangeRowProps {
  readonly label: string;
  readonly range: PriceRange | null;
  readonly currency: string;
  readonly scale: number;
  readonly isDraft?: boolean;
}

function RangeRow({ label, range, currency, scale, isDraft = false }: RangeRowProps) {
  const segment = range === null ? undefined : rangeSegment(range, scale);
  return (
    <>
      <dt>{label}</dt>
      <dd className={classes.track} aria-hidden>
        {segment !== undefined && (
          <>
            <span
              className={classes.range}
              data-draft={isDraft}
              style={{ left: `${segment.left}%`, width: `${segment.width}%` }}
            />
            <span className={classes.median} style={{ left: `${segment.median}%` }} />
          </>
        )}
      </dd>
      <dd className={classes.price}>
        {range === null ? 'No prices' : formatPrice({ amount: roundPrice(range.median), currency })}
      </dd>
    </>
  );
}

/** A median may lie between two prices: no more than two decimals of it. */
function roundPrice(amount: number): number {
  return Math.round(amount * 100) / 100;
}
