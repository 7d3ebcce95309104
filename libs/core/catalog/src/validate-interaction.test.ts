import { describe, expect, it } from 'vitest';
import { InvalidInteractionError } from './errors.ts';
import type { Interaction } from './interaction.ts';
import { validateInteraction } from './validate-interaction.ts';

const now = new Date('2026-05-01T12:00:00Z');
const view: Interaction = { userId: 'u1', itemId: 'SKU-1', type: 'view', occurredAt: now };
const validate = (interaction: Interaction) => validateInteraction(interaction, { now });

describe('validateInteraction', () => {
  it('gives equal events equal ids, and keeps an id that is given', () => {
    const { id } = validate(view);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(validate({ ...view }).id).toBe(id);
    expect(validate({ ...view, type: 'click' }).id).not.toBe(id);
    expect(validate({ ...view, id: 'e-1' })).toEqual({ ...view, id: 'e-1' });
  });

  it.each<[string, Partial<Interaction>, RegExp]>([
    ['blank user', { userId: ' ' }, /userId is blank/],
    ['unknown type', { type: 'stare' as 'view' }, /type must be one of view, click, .*, it is 'stare'/],
    ['rating without value', { type: 'rating' }, /value of a rating must be from 1 to 5, it is undefined/],
    ['rating of NaN', { type: 'rating', value: NaN }, /it is NaN/],
    ['value of a view', { value: 3 }, /value belongs to ratings only/],
    ['invalid date', { occurredAt: new Date(NaN) }, /occurredAt must be a valid date/],
    ['far future', { occurredAt: new Date('2026-05-02T12:00:01Z') }, /more than a day in the future/],
  ])('refuses %s', (_name, change, message) => {
    expect(() => validate({ ...view, ...change })).toThrow(InvalidInteractionError);
    expect(() => validate({ ...view, ...change })).toThrow(message);
  });
});
