import { NumberInput } from '@mantine/core';
import classes from './filter-fields.module.css';
import { useFilters } from './use-filters.ts';

/** From and to, both inclusive, in the catalog's currency. */
export function PriceFilter({ currency }: { currency: string }) {
  const { filters, setFilters } = useFilters();
  const read = (value: string | number): number | null =>
    typeof value === 'number' && Number.isFinite(value) ? value : null;
  return (
    <div className={classes.range} role="group" aria-label={`Price in ${currency}`}>
      <NumberInput
        aria-label={`Lowest price in ${currency}`}
        placeholder={`${currency} from`}
        hideControls
        min={0}
        value={filters.minPrice ?? ''}
        onChange={(value) => setFilters({ minPrice: read(value) })}
      />
      <span aria-hidden="true">–</span>
      <NumberInput
        aria-label={`Highest price in ${currency}`}
        placeholder="to"
        hideControls
        min={0}
        value={filters.maxPrice ?? ''}
        onChange={(value) => setFilters({ maxPrice: read(value) })}
      />
    </div>
  );
}
