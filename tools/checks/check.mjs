import { runNx } from './run-nx.mjs';
import { checkTargets } from './steps.mjs';

process.exitCode = await runNx(checkTargets);
