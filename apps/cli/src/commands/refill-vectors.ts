import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { formatRefill } from '../output/format-refill.ts';
import type { RefillOptions } from '../refilling/refill-document.ts';

/** `kindred vectors refill`: fills another vector store from PostgreSQL and switches to it. */
export const refillVectors = declareCommand<RefillOptions>({
  path: ['vectors', 'refill'],
  summary:
    'fills a vector store from PostgreSQL without running a model, compares it with the present one, and switches',
  examples: [
    'kindred vectors refill --to qdrant://localhost:6333',
    'kindred vectors refill --to qdrants://vectors.example:6333?shards=3 --catalog shop --json',
    'kindred vectors refill --to lancedb://./vectors',
  ],
  configure: (command) =>
    command
      .requiredOption('--to <url>', 'qdrant://host:port, qdrants://host:port or lancedb://folder; see .env.example')
      .option('--no-switch', 'fill and compare only'),
  run: (context, { options }) =>
    withParts(context, async (parts) => {
      const { runRefill } = await import('../refilling/run-refill.ts');
      const document = await runRefill(parts, context, options);
      return { document, text: formatRefill(document) };
    }),
});
