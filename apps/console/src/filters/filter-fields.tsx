import { Switch } from '@mantine/core';
import type { CatalogQuery } from '../generated/graphql.ts';
import { BrandFilter } from './brand-filter.tsx';
import { PriceFilter } from './price-filter.tsx';
import { SectionFilter } from './section-filter.tsx';
import { useFilters } from './use-filters.ts';

export function FilterFields({ catalog }: { catalog: CatalogQuery['catalog'] | undefined }) {
  const { filters, setFilters } = useFilters();
  return (
    <>
      <SectionFilter sections={catalog?.sections ?? []} />
      <BrandFilter brands={catalog?.brands ?? []} />
      <PriceFilter currency={catalog?.currency ?? ''} />
      <Switch
        withThumbIndicator={false}
        label="Available only"
        checked={filters.availableOnly}
        onChange={(event) => setFilters({ availableOnly: event.currentTarget.checked })}
      />
    </>
  );
}
