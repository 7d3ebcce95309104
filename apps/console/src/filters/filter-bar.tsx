import { Button, Drawer, Stack } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { memo } from 'react';
import type { CatalogQuery } from '../generated/graphql.ts';
import { Icon } from '../shell/icons.tsx';
import { NO_FILTERS, countFilters } from '../state/console-state.ts';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';
import classes from './filter-bar.module.css';
import { FilterFields } from './filter-fields.tsx';
import { SortSelect } from './sort-select.tsx';

/** Filters of the catalogue and of the neighbours alike: in a row, or behind a button where there is no room. */
export const FilterBar = memo(function FilterBar({
  catalog,
  showsSort,
}: {
  catalog: CatalogQuery['catalog'] | undefined;
  showsSort: boolean;
}) {
  const store = useConsoleStore();
  const filters = useConsoleState('filters');
  const [isOpen, { open, close }] = useDisclosure(false);
  const isNarrow = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const count = countFilters(filters);
  const clear = count > 0 && (
    <Button variant="subtle" size="compact-sm" onClick={() => store.adjust({ filters: NO_FILTERS })}>
      Clear
    </Button>
  );
  return (
    <div className={classes.bar} role="group" aria-label="Filters">
      {isNarrow ? (
        <Button variant="default" leftSection={<Icon name="filter" />} onClick={open} aria-haspopup="dialog">
          {count === 0 ? 'Filters' : `Filters · ${count}`}
        </Button>
      ) : (
        <FilterFields catalog={catalog} />
      )}
      {clear}
      {showsSort && (
        <div className={classes.sort}>
          <SortSelect />
        </div>
      )}
      {isNarrow && (
        <Drawer
          opened={isOpen}
          onClose={close}
          title="Filters"
          position="bottom"
          size="21rem"
          closeButtonProps={{ 'aria-label': 'Close the filters' }}
        >
          <Stack gap="md" pb="xl">
            <FilterFields catalog={catalog} />
            <Button onClick={close}>Show the items</Button>
          </Stack>
        </Drawer>
      )}
    </div>
  );
});
