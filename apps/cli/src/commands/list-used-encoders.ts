import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { loadUsedEncoders } from '../encoders/used-encoders.ts';
import { formatTable, printable } from '../output/format-table.ts';

/** `kindred encoders used`: no encoder is opened. */
export const listUsedEncoders = declareCommand({
  path: ['encoders', 'used'],
  summary: 'the encoders that each catalog has',
  examples: ['kindred encoders used', 'kindred encoders used --json'],
  run: (context) =>
    withParts(context, async (parts) => {
      const used = await loadUsedEncoders(await parts.existingDatabase(), context.config.encoders);
      const rows = used.map(({ catalog, image, text, since }) => [printable(catalog), image, text, since]);
      const titles = [{ title: 'catalog' }, { title: 'photos' }, { title: 'texts' }, { title: 'from' }];
      return { document: { catalogs: used }, text: formatTable(titles, rows) };
    }),
});
