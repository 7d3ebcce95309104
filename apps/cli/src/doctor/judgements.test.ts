import { expect, it } from 'vitest';
import { judge as judgeDisk } from './data-folder-check.ts';
import { judge as judgeNode } from './node-check.ts';

it.each([
  ['20.19.0', 'fail'],
  ['22.1.0', 'warn'],
  ['24.0.0', 'ok'],
])('Node %s: %s', (version, status) => {
  expect(judgeNode(version).status).toBe(status);
});

it.each([
  [100e6, 'fail'],
  [1e9, 'warn'],
  [5e9, 'ok'],
])('%d bytes free: %s', (bytes, status) => {
  const { hint, ...line } = judgeDisk('/d', bytes, false);
  expect(line.status).toBe(status);
  expect(line.detail).toContain('not made yet');
  expect(hint === undefined).toBe(status === 'ok');
});
