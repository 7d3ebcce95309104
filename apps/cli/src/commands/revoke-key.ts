import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';

/** `kindred keys revoke`: a running server notices within seconds. */
export const revokeKey = declareCommand({
  path: ['keys', 'revoke'],
  summary: 'ends an API key for good',
  examples: ['kindred keys revoke kdr_1a2b3c4d'],
  configure: (command) => command.argument('<prefix>', 'how the key begins, as keys list shows it'),
  run: (context, { args: [prefix = ''] }) =>
    withParts(context, async (parts) => {
      const { apiKeys } = await parts.existingDatabase();
      await apiKeys.revoke(prefix);
      return { document: { revoked: prefix }, text: `Revoked ${prefix}.` };
    }),
});
