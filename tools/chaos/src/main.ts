// Kills each process of a running demo in turn, as a crash would, and checks that nothing is left behind and the next start recovers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { poll } from './poll.ts';
import { FATAL, HEALED, ROLES, findRole } from './roles.ts';
import { benchmarkReport } from '@kindred/benchmarks/benchmark-report';
import { countItems } from './count-items.ts';
import { RunningDemo, waitUntilGone } from './running-demo.ts';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const firstStartMs = 180_000;
const nextStartMs = 60_000;
const goneMs = 20_000;

const dataDir = mkdtempSync(join(tmpdir(), 'kindred-chaos-'));
const metrics: Record<string, number> = {};
const problems: string[] = [];
const say = (text: string) => console.error(text);

try {
  if (process.platform !== 'linux') throw new Error('chaos reads /proc and runs on Linux only');
  await killDuringImport();
  for (const role of FATAL) await killOnce(role);
  for (const role of HEALED) await killAndHeal(role);
  await interruptOnce();
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
} finally {
  RunningDemo.killAll();
  rmSync(dataDir, { recursive: true, force: true });
}
for (const problem of problems) say(`✗ ${problem}`);
const report = { name: 'chaos', data: 'sample catalogue', seed: 1, metrics: { ...metrics, problems: problems.length } };
console.log(JSON.stringify(benchmarkReport(report)));
process.exit(problems.length > 0 ? 1 : 0);

/** The first start is killed once the import has begun: PostgreSQL runs, the catalogue is half there. */
async function killDuringImport(): Promise<void> {
  say('kill -9 of the demo during its first import');
  const demo = RunningDemo.start(root, dataDir);
  const postgres = await poll(() => demo.processes().find((entry) => ROLES['postgres']?.(entry)), firstStartMs);
  if (!postgres) throw new Error('PostgreSQL did not start');
  // Long enough for batches to be committed, too short for all of them.
  await poll(() => undefined, 3500);
  await killAndRestart(demo, 'demo', 'duringImport', firstStartMs);
}

async function killOnce(role: string): Promise<void> {
  say(`kill -9 of ${role}`);
  const demo = RunningDemo.start(root, dataDir);
  await demo.ready(nextStartMs);
  await killAndRestart(demo, role, role, nextStartMs);
}

/** The demo outlives its database: it starts it again and answers as before. */
async function killAndHeal(role: string): Promise<void> {
  say(`kill -9 of ${role}`);
  const demo = RunningDemo.start(root, dataDir);
  const { url, items } = await demo.ready(nextStartMs);
  const victim = findRole(demo.processes(), role);
  const killed = performance.now();
  process.kill(victim.pid, 'SIGKILL');
  const successor = await poll(
    () => demo.processes().find((entry) => ROLES[role]?.(entry) && entry.pid !== victim.pid),
    goneMs,
  );
  if (!successor) problems.push(`after kill -9 of ${role}: no other one was started`);
  const counted = await countItems(url, goneMs);
  metrics[`${role}.healedMs`] = Math.round(performance.now() - killed);
  if (counted !== items)
    problems.push(`after kill -9 of ${role}: ${String(counted)} items instead of ${String(items)}`);
  await stop(demo, role);
}

async function killAndRestart(demo: RunningDemo, role: string, name: string, startMs: number): Promise<void> {
  const processes = demo.processes();
  const killed = performance.now();
  process.kill(findRole(processes, role).pid, 'SIGKILL');
  const left = await waitUntilGone(processes, goneMs);
  metrics[`${name}.goneMs`] = Math.round(performance.now() - killed);
  metrics[`${name}.left`] = left.length;
  if (left.length > 0)
    problems.push(
      `after kill -9 of ${role}: ${left.map((entry) => `${String(entry.pid)} ${entry.command.slice(0, 80)}`).join('; ')}`,
    );
  await startAndStop(name, startMs);
}

/** The start after the crash: everything is there again, and after a complete import nothing is embedded anew. */
async function startAndStop(name: string, startMs: number): Promise<void> {
  const started = performance.now();
  const demo = RunningDemo.start(root, dataDir);
  const ready = await demo.ready(startMs);
  metrics[`${name}.restartMs`] = Math.round(performance.now() - started);
  metrics[`${name}.embeddedAgain`] = ready.embedded;
  if (ready.embedded + ready.unchanged + ready.failed !== ready.items)
    problems.push(`after ${name}: counts do not reconcile: ${JSON.stringify(ready)}`);
  await stop(demo, name);
}

async function interruptOnce(): Promise<void> {
  say('Ctrl-C');
  const demo = RunningDemo.start(root, dataDir);
  await demo.ready(nextStartMs);
  await stop(demo, 'interrupt');
}

async function stop(demo: RunningDemo, name: string): Promise<void> {
  const processes = demo.processes();
  const asked = performance.now();
  demo.interrupt();
  const left = await waitUntilGone(processes, goneMs);
  metrics[`${name}.stopMs`] = Math.round(performance.now() - asked);
  if (left.length > 0)
    problems.push(`after Ctrl-C (${name}): ${left.map((entry) => entry.command.slice(0, 80)).join('; ')}`);
}
