import type { CatalogFilters } from '../state/console-state.ts';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';

/** The filters and a way to change some of them. */
export function useFilters(): { filters: CatalogFilters; setFilters: (patch: Partial<CatalogFilters>) => void } {
  const store = useConsoleStore();
  const filters = useConsoleState('filters');
  return {
    filters,
    setFilters: (patch) => store.adjust({ filters: { ...store.getState().filters, ...patch } }),
  };
}
