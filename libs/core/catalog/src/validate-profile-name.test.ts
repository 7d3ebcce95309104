import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvalidProfileNameError } from './errors.ts';
import { validateProfileName } from './validate-profile-name.ts';

it.each(['default', 'Summer sale 2026', 'größe-1', 'जूते', '夏', 'v1.2_b', 'a'.repeat(100), '𝒜'.repeat(100)])(
  'takes %j',
  (name) => {
    expect(() => validateProfileName(name)).not.toThrow();
  },
);

it.each([
  '',
  ' ',
  '../ x',
  'a/b',
  'a\\b',
  '..',
  '.',
  '-',
  ' a',
  'a ',
  'a\nb',
  'a\0',
  'a'.repeat(101),
  '<b>',
  'a:b',
  '\ud800',
])('refuses %j', (name) => {
  expect(() => validateProfileName(name)).toThrow(InvalidProfileNameError);
});

it('says which name, and what names may be', () => {
  expect(() => validateProfileName('../ x')).toThrow(
    "A fusion profile can't be called '../ x'. Names have 1 to 100 letters, digits, spaces, dots, dashes and underscores, " +
      'at least one letter or digit, and no space at either end.',
  );
});

it('takes no name that leads to another folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ' ', '-') }), (name) => {
      fc.pre(/[/\\]/.test(name) || /^\.*$/.test(name));
      expect(() => validateProfileName(name)).toThrow(InvalidProfileNameError);
    }),
  );
});
