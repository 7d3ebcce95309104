import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FourierTransform } from './fourier-transform.ts';

/** By the definition. */
function energiesOf(values: readonly number[]): number[] {
  return Array.from({ length: values.length / 2 + 1 }, (_, k) => {
    const angle = (at: number): number => (2 * Math.PI * k * at) / values.length;
    const real = values.reduce((sum, value, at) => sum + value * Math.cos(angle(at)), 0);
    const imaginary = values.reduce((sum, value, at) => sum - value * Math.sin(angle(at)), 0);
    return real ** 2 + imaginary ** 2;
  });
}

it('gives the energies that the definition gives', () => {
  const values = fc
    .integer({ min: 1, max: 7 })
    .chain((bits) =>
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2 ** bits, maxLength: 2 ** bits }),
    );
  fc.assert(
    fc.property(values, (wave) => {
      const energies = new Float64Array(wave.length / 2 + 1);
      new FourierTransform(wave.length).energies(Float64Array.from(wave), energies);
      energiesOf(wave).forEach((energy, k) => expect(energies[k]).toBeCloseTo(energy, 8));
    }),
  );
});

it('refuses a size that is no power of two', () => {
  for (const size of [0, 1, 3, 12]) expect(() => new FourierTransform(size)).toThrow(RangeError);
});
