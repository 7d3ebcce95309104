import type { Item } from '../item.ts';

/** A valid item for tests; what is not named takes a plain default. */
export function makeItem(overrides: Partial<Item> & { readonly id: string }): Item {
  const date = new Date('2026-01-01T00:00:00Z');
  return {
    title: `Item ${overrides.id}`,
    section: [],
    attributes: {},
    images: [],
    audio: [],
    available: true,
    createdAt: date,
    updatedAt: date,
    ...overrides,
  };
}
