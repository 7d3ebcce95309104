import { Option } from 'commander';
import { declareCommand, note } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';

const ROLES = ['reader', 'merchandiser', 'data', 'admin'] as const;

interface CreateKeyOptions {
  readonly role: (typeof ROLES)[number];
  readonly name?: string;
  /** Without it the key opens all catalogs. */
  readonly catalog?: string;
}

/** `kindred keys create`: the token is shown this once; the database keeps its hash. */
export const createKey = declareCommand<CreateKeyOptions>({
  path: ['keys', 'create'],
  summary: 'makes an API key and shows it once; with --catalog it opens that catalog only',
  examples: ['kindred keys create --role admin', 'kindred keys create --role reader --catalog shop --name storefront'],
  configure: (command) =>
    command
      .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
      .option('--name <text>', 'what it is for'),
  run: (context, { options: { role, name, catalog } }) =>
    withParts(context, async (parts) => {
      const { apiKeys, catalogs } = await parts.database();
      if (catalog !== undefined) await catalogs.ensure(catalog);
      const { key, record } = await apiKeys.create({
        role,
        ...(catalog === undefined ? {} : { catalog }),
        ...(name === undefined ? {} : { name }),
      });
      note(context, 'Keep this key: it is not shown again. Send it as the header  Authorization: Bearer <key>');
      return { document: { key, ...record }, text: key };
    }),
});
