import { MultiSelect } from '@mantine/core';
import classes from './filter-fields.module.css';
import { useFilters } from './use-filters.ts';

export function BrandFilter({ brands }: { brands: readonly { name: string; count: number }[] }) {
  const { filters, setFilters } = useFilters();
  const counts = new Map(brands.map(({ name, count }) => [name, count]));
  return (
    <MultiSelect
      className={classes.wide ?? ''}
      aria-label="Brands"
      placeholder={filters.brands.length === 0 ? 'All brands' : ''}
      searchable
      clearable
      maxDropdownHeight={360}
      nothingFoundMessage="No such brand"
      comboboxProps={{ shadow: 'md' }}
      data={[...new Set([...brands.map(({ name }) => name), ...filters.brands])]}
      value={[...filters.brands]}
      onChange={(chosen) => setFilters({ brands: chosen })}
      renderOption={({ option, checked }) => (
        <span className={classes.option} data-checked={checked}>
          <span>{option.value}</span>
          <span className={classes.count}>{counts.get(option.value)?.toLocaleString()}</span>
        </span>
      )}
    />
  );
}
