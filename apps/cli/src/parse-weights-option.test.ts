import { expect, it } from 'vitest';
import { UsageError } from './errors.ts';
import { parseWeightsOption } from './parse-weights-option.ts';

it('reads modality=number pairs, with or without a leading zero, signs and spaces', () => {
  expect(parseWeightsOption('image=.7, price=-0.3')).toEqual({ image: 0.7, price: -0.3 });
});

it.each(['image', 'image=', '=1', 'image=x', 'image=1=2', '', 'image=1,,price=2', 'image=Infinity'])(
  'refuses %j',
  (text) => {
    expect(() => parseWeightsOption(text)).toThrow(UsageError);
  },
);

it('refuses a modality named twice', () => {
  expect(() => parseWeightsOption('image=1,image=2')).toThrow("names 'image' twice");
});
