import { Select } from '@mantine/core';
import { INITIAL_STATE, type CatalogSort } from '../state/console-state.ts';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';

const LABELS: Readonly<Record<CatalogSort, string>> = {
  id: 'By id',
  title: 'By title',
  price: 'Cheapest first',
  'price-desc': 'Dearest first',
  newest: 'Newest first',
};

export function SortSelect() {
  const store = useConsoleStore();
  const sort = useConsoleState('sort');
  return (
    <Select
      aria-label="Order of the items"
      allowDeselect={false}
      w={150}
      data={Object.entries(LABELS).map(([value, label]) => ({ value, label }))}
      value={sort}
      onChange={(value) => store.adjust({ sort: (value as CatalogSort | null) ?? INITIAL_STATE.sort })}
    />
  );
}
