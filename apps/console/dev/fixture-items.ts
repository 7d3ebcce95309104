import type { FixtureItem } from './fixture-catalog.ts';

export interface FixtureFilter {
  readonly section?: readonly string[] | null;
  readonly brand?: readonly string[] | null;
  readonly available?: boolean | null;
  readonly price?: { readonly min?: number | null; readonly max?: number | null } | null;
}

export interface FixtureSort {
  readonly by: string;
  readonly descending: boolean;
}

export function filterItems(items: readonly FixtureItem[], filter: FixtureFilter | null | undefined): FixtureItem[] {
  const { section, brand, available, price } = filter ?? {};
  const { min, max } = price ?? {};
  return items.filter((item) => {
    const amount = item.price?.amount ?? Number.NaN;
    return (
      (section ?? []).every((name, depth) => item.section[depth] === name) &&
      (!brand?.length || brand.includes(item.brand ?? '')) &&
      (typeof available !== 'boolean' || item.available === available) &&
      (!price || (amount >= (min ?? 0) && amount <= (max ?? Infinity)))
    );
  });
}

export function sortItems(items: readonly FixtureItem[], sort: FixtureSort | null | undefined): FixtureItem[] {
  const keyOf = (item: FixtureItem): string | number =>
    sort?.by === 'PRICE' ? (item.price?.amount ?? 0) : sort?.by === 'TITLE' ? item.title : item.id;
  const ordered = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return sort?.descending === true ? ordered.reverse() : ordered;
}

export function pageOf(items: readonly FixtureItem[], first: number, after: string | null | undefined) {
  const start = Number(after ?? 0);
  const edges = items
    .slice(start, start + first)
    .map((item, index) => ({ node: withImages(item), cursor: String(start + index + 1) }));
  const pageInfo = { hasNextPage: start + first < items.length, endCursor: String(start + edges.length) };
  return { edges, totalCount: items.length, pageInfo };
}

export function withImages(item: FixtureItem) {
  const images = item.photo === null ? [] : [{ url: `/images/${item.photo}`, failure: null }];
  return { ...item, attributes: [], createdAt: '', updatedAt: '', images };
}

export function countBrands(items: readonly FixtureItem[]) {
  return [...Map.groupBy(items, ({ brand }) => brand)]
    .flatMap(([name, group]) => (name === null ? [] : [{ name, count: group.length }]))
    .sort((a, b) => b.count - a.count);
}

export function countSections(items: readonly FixtureItem[]) {
  const paths = items.flatMap(({ section }) => section.map((_, depth) => JSON.stringify(section.slice(0, depth + 1))));
  return [...Map.groupBy(paths, (path) => path)].map(([path, group]) => ({
    path: JSON.parse(path) as string[],
    count: group.length,
  }));
}
