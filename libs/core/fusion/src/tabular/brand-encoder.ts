import { normalizeBrand } from '@kindred/catalog';
import { rememberBlocks } from './remember-blocks.ts';
import { signCode } from './sign-code.ts';
import type { TabularEncoder, TabularItem } from './tabular-encoder.ts';

const DIMENSION = 64;

/** Equal brand (after `normalizeBrand`) → 1, another brand → 0 ± 0.125. */
export function createBrandEncoder(): TabularEncoder {
  const encodeBrand = rememberBlocks((brand) => signCode(`brand\u001f${brand}`, DIMENSION));
  return {
    modality: 'brand',
    dimension: DIMENSION,
    encoderId: `brand|sign-code|1|${String(DIMENSION)}`,
    inputOf: brandOf,
    encode: (item) => {
      const brand = brandOf(item);
      return brand === undefined ? undefined : encodeBrand(brand);
    },
  };
}

function brandOf({ brand }: TabularItem): string | undefined {
  const normalized = brand === undefined ? '' : normalizeBrand(brand);
  return normalized === '' ? undefined : normalized;
}
