import { expect, it } from 'vitest';
import { formatTable } from './format-table.ts';

it('aligns, shortens and leaves no blanks at line ends', () => {
  const columns = [{ title: 'id' }, { title: 'title', maxWidth: 6 }, { title: 'score', align: 'right' as const }];
  expect(
    formatTable(columns, [
      ['1', 'Boots and shoes', '0.5'],
      ['é/b', 'Mug', '12.25'],
    ]),
  ).toBe(['id   title   score', '1    Boots…    0.5', 'é/b  Mug     12.25'].join('\n'));
  expect(formatTable([{ title: 'name' }, { title: 'note' }], [['a', '']])).toBe('name  note\na');
});

it("keeps a catalogue's control characters away from the terminal", () => {
  expect(formatTable([{ title: 't' }], [['red\u001b[31m\nmug']])).toBe('t\nred [31m mug');
});
