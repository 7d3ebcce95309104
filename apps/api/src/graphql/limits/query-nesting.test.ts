import { expect, test } from 'vitest';
import { nestsDeeperThan } from './query-nesting.ts';

test.each([
  ['{ a { b } }', 2],
  ['{ a(x: [[1]]) { b } }', 4],
  ['{ a(x: "{{{{{{") }', 2],
  ['{ a(x: "\\"{{{{{{") }', 2],
  ['{ a(x: """{{ "{{ \\"""{{{""") }', 2],
  ['{ # {{{{{\n a }', 1],
  ['{ a } { b { c } }', 2],
  ['{ a(x: "{{', 2],
  ['{ a(x: """{{', 2],
  ['}}}}{{{', -1],
])('%j nests %i levels', (query, depth) => {
  expect(nestsDeeperThan(query, depth)).toBe(false);
  expect(nestsDeeperThan(query, depth - 1)).toBe(true);
});
