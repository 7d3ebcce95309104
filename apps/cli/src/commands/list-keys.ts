import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { formatTable } from '../output/format-table.ts';

/** `kindred keys list`: never the keys themselves. */
export const listKeys = declareCommand<{ readonly catalog?: string }>({
  path: ['keys', 'list'],
  summary: 'the API keys, by how they begin; with --catalog those that open that catalog',
  examples: ['kindred keys list'],
  run: (context, { options }) =>
    withParts(context, async (parts) => {
      const { apiKeys } = await parts.existingDatabase();
      const all = await apiKeys.list();
      const keys = all.filter(
        ({ catalog }) => options.catalog === undefined || catalog === undefined || catalog === options.catalog,
      );
      const columns = ['key', 'role', 'catalog', 'name', 'made', 'state'].map((title) => ({ title }));
      const rows = keys.map(({ prefix, role, catalog, name, createdAt, expiresAt, revokedAt }) => {
        const expired = expiresAt !== undefined && expiresAt.getTime() <= Date.now();
        const state = revokedAt !== undefined ? 'revoked' : expired ? 'expired' : 'active';
        const made = createdAt.toISOString().slice(0, 10);
        return [prefix, role, catalog ?? 'all', name ?? '', made, state];
      });
      const text = rows.length === 0 ? 'No keys yet: kindred keys create --role admin' : formatTable(columns, rows);
      return { document: { keys }, text };
    }),
});
