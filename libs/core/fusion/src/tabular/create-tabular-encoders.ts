import type { LayoutStatistics } from '../embedding-layout.ts';
import { createBrandEncoder } from './brand-encoder.ts';
import { createPriceEncoder } from './price-encoder.ts';
import { createSectionEncoder } from './section-encoder.ts';
import type { TabularEncoder } from './tabular-encoder.ts';

/** Price, brand and section, in the order in which layouts have them. */
export function createTabularEncoders(statistics: Pick<LayoutStatistics, 'logPriceRanges'>): TabularEncoder[] {
  return [createPriceEncoder(statistics.logPriceRanges), createBrandEncoder(), createSectionEncoder()];
}
