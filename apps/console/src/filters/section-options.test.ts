import { expect, test } from 'vitest';
import { buildSectionOptions, parseSectionValue, sectionValue } from './section-options.ts';

test('a tree: parents first, missing parents added, siblings by name', () => {
  const options = buildSectionOptions([
    { path: ['Women', 'Shoes', 'Boots'], count: 3 },
    { path: ['Women'], count: 9 },
    { path: ['Men'], count: 2 },
    { path: ['Women', 'Bags'], count: 1 },
  ]);
  expect(options.map(({ depth, label, count }) => [depth, label, count])).toEqual([
    [0, 'Men', 2],
    [0, 'Women', 9],
    [1, 'Bags', 1],
    [1, 'Shoes', null],
    [2, 'Boots', 3],
  ]);
  expect(options.at(-1)?.pathLabel).toBe('Women › Shoes › Boots');
});

test('names may hold any character', () => {
  const path = ['A/B', 'C "D" › E'];
  expect(parseSectionValue(sectionValue(path))).toEqual(path);
});

test('items without a section make no option', () => {
  expect(buildSectionOptions([{ path: [], count: 4 }])).toEqual([]);
});
