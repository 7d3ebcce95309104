import {
  INITIAL_STATE,
  type CatalogSort,
  type ConsoleState,
  type SourcePart,
  type WeightMap,
} from './console-state.ts';

const SORTS: readonly CatalogSort[] = ['id', 'title', 'price', 'price-desc', 'newest'];

/**
 * Query string → state. Whatever can't be read is left out, so that an old or mistyped link still opens.
 * `like=item:SKU-1&unlike=text:red&w=image:0.7,price:-0.3&profile=summer&section=Women&section=Shoes&brand=A&min=10&max=50&available=1&sort=price`
 */
export function parseUrlState(search: string): ConsoleState {
  const params = new URLSearchParams(search);
  const sort = SORTS.find((known) => known === params.get('sort'));
  return {
    parts: [...params].flatMap(([key, value]) => parsePart(key, value)),
    weights: parseWeights(params.get('w')),
    profile: params.get('profile') || null,
    filters: {
      section: params.getAll('section').filter(Boolean),
      brands: params.getAll('brand').filter(Boolean),
      minPrice: parsePrice(params.get('min')),
      maxPrice: parsePrice(params.get('max')),
      availableOnly: params.get('available') === '1',
    },
    sort: sort ?? INITIAL_STATE.sort,
  };
}

/** State → query string, `''` or with its `?`. Photos from this computer can't be part of a link and are left out. */
export function formatUrlState(state: ConsoleState): string {
  const params = new URLSearchParams();
  for (const part of state.parts) {
    const value = formatPart(part);
    if (value !== undefined) params.append(part.sign === 1 ? 'like' : 'unlike', value);
  }
  if (state.weights !== null) params.set('w', formatWeights(state.weights));
  if (state.profile !== null) params.set('profile', state.profile);
  const { section, brands, minPrice, maxPrice, availableOnly } = state.filters;
  for (const name of section) params.append('section', name);
  for (const brand of brands) params.append('brand', brand);
  if (minPrice !== null) params.set('min', String(minPrice));
  if (maxPrice !== null) params.set('max', String(maxPrice));
  if (availableOnly) params.set('available', '1');
  if (state.sort !== INITIAL_STATE.sort) params.set('sort', state.sort);
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%2F', '/');
  return text === '' ? '' : `?${text}`;
}

function parsePart(key: string, value: string): SourcePart[] {
  const sign = key === 'like' ? 1 : key === 'unlike' ? -1 : undefined;
  const colon = value.indexOf(':');
  const rest = value.slice(colon + 1);
  if (sign === undefined || colon < 0 || rest === '') return [];
  const kind = value.slice(0, colon);
  if (kind === 'item') return [{ kind, sign, id: rest }];
  if (kind === 'text') return [{ kind, sign, text: rest }];
  if (kind === 'photo' && /^https?:\/\//.test(rest)) return [{ kind: 'photo-url', sign, url: rest }];
  return [];
}

function formatPart(part: SourcePart): string | undefined {
  if (part.kind === 'item') return `item:${part.id}`;
  if (part.kind === 'text') return `text:${part.text}`;
  return part.kind === 'photo-url' ? `photo:${part.url}` : undefined;
}

function parseWeights(value: string | null): WeightMap | null {
  const pairs = (value ?? '').split(',').flatMap((pair): [string, number][] => {
    const colon = pair.lastIndexOf(':');
    const weight = Number(pair.slice(colon + 1));
    const readable = colon > 0 && pair.slice(colon + 1).trim() !== '' && Math.abs(weight) <= 1;
    return readable ? [[pair.slice(0, colon), weight]] : [];
  });
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
}

function formatWeights(weights: WeightMap): string {
  return Object.entries(weights)
    .map(([modality, weight]) => `${modality}:${Number(weight.toFixed(4))}`)
    .join(',');
}

function parsePrice(value: string | null): number | null {
  const price = value === null || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(price) && price >= 0 ? price : null;
}
