import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { checks } from '../doctor/checks.ts';
import { formatReport } from '../doctor/format-report.ts';
import { runChecks } from '../doctor/run-checks.ts';
import { EXIT_DONE, EXIT_FAILED } from '../exit-codes.ts';

/** `kindred doctor`: what is installed and reachable, with a hint for each failing line. Changes nothing. */
export const doctor = declareCommand({
  path: ['doctor'],
  summary: 'what is installed, reachable and in order; changes nothing',
  examples: ['kindred doctor', 'kindred doctor --json'],
  run: (context) =>
    withParts(context, async (parts) => {
      const { config, signal } = context;
      const results = await runChecks(checks, { config, parts, catalogs: undefined }, { signal });
      const healthy = results.length === checks.length && results.every(({ status }) => status !== 'fail');
      return {
        document: { healthy, checks: results },
        text: formatReport(results),
        exitCode: healthy ? EXIT_DONE : EXIT_FAILED,
      };
    }),
});
