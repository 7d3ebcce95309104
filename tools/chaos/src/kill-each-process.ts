import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChaosResult } from './chaos-result.ts';
import { countItems } from './count-items.ts';
import { poll } from './poll.ts';
import { root } from './root.ts';
import { FATAL, HEALED, ROLES, findRole } from './roles.ts';
import { RunningDemo, waitUntilGone } from './running-demo.ts';

const firstStartMs = 180_000;
const nextStartMs = 60_000;
const goneMs = 20_000;

/** Kills each process of a running demo in turn, as a crash would, and checks that nothing is left behind and the next start recovers. */
export async function killEachProcess(): Promise<ChaosResult> {
  const run = new KillingRun();
  try {
    if (process.platform !== 'linux') throw new Error('chaos reads /proc and runs on Linux only');
    await run.killDuringImport();
    for (const role of FATAL) await run.killOnce(role);
    for (const role of HEALED) await run.killAndHeal(role);
    await run.interruptOnce();
  } catch (error) {
    run.problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    RunningDemo.killAll();
    rmSync(run.dataDir, { recursive: true, force: true });
  }
  return { name: 'chaos', data: 'sample catalogue', seed: 1, metrics: run.metrics, problems: run.problems };
}

const say = (text: string) => console.error(text);

/** One data folder that everything is done to, and what was seen. */
class KillingRun {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'kindred-chaos-'));
  readonly metrics: Record<string, number> = {};
  readonly problems: string[] = [];

  /** The first start is killed once the import has begun: PostgreSQL runs, the catalogue is half there. */
  async killDuringImport(): Promise<void> {
    say('kill -9 of the demo during its first import');
    const demo = RunningDemo.start(root, this.dataDir);
    const postgres = await poll(() => demo.processes().find((entry) => ROLES['postgres']?.(entry)), firstStartMs);
    if (!postgres) throw new Error('PostgreSQL did not start');
    // Long enough for batches to be committed, too short for all of them.
    await poll(() => undefined, 3500);
    await this.killAndRestart(demo, 'demo', 'duringImport', firstStartMs);
  }

  async killOnce(role: string): Promise<void> {
    say(`kill -9 of ${role}`);
    const demo = RunningDemo.start(root, this.dataDir);
    await demo.ready(nextStartMs);
    await this.killAndRestart(demo, role, role, nextStartMs);
  }

  /** The demo outlives its database: it starts it again and answers as before. */
  async killAndHeal(role: string): Promise<void> {
    say(`kill -9 of ${role}`);
    const demo = RunningDemo.start(root, this.dataDir);
    const { url, items } = await demo.ready(nextStartMs);
    const victim = findRole(demo.processes(), role);
    const killed = performance.now();
    process.kill(victim.pid, 'SIGKILL');
    const successor = await poll(
      () => demo.processes().find((entry) => ROLES[role]?.(entry) && entry.pid !== victim.pid),
      goneMs,
    );
    if (!successor) this.problems.push(`after kill -9 of ${role}: no other one was started`);
    const counted = await countItems(url, goneMs);
    this.metrics[`${role}.healedMs`] = Math.round(performance.now() - killed);
    if (counted !== items)
      this.problems.push(`after kill -9 of ${role}: ${String(counted)} items instead of ${String(items)}`);
    await this.stop(demo, role);
  }

  async killAndRestart(demo: RunningDemo, role: string, name: string, startMs: number): Promise<void> {
    const processes = demo.processes();
    const killed = performance.now();
    process.kill(findRole(processes, role).pid, 'SIGKILL');
    const left = await waitUntilGone(processes, goneMs);
    this.metrics[`${name}.goneMs`] = Math.round(performance.now() - killed);
    this.metrics[`${name}.left`] = left.length;
    if (left.length > 0)
      this.problems.push(
        `after kill -9 of ${role}: ${left.map((entry) => `${String(entry.pid)} ${entry.command.slice(0, 80)}`).join('; ')}`,
      );
    await this.startAndStop(name, startMs);
  }

  /** The start after the crash: everything is there again, and after a complete import nothing is embedded anew. */
  async startAndStop(name: string, startMs: number): Promise<void> {
    const started = performance.now();
    const demo = RunningDemo.start(root, this.dataDir);
    const ready = await demo.ready(startMs);
    this.metrics[`${name}.restartMs`] = Math.round(performance.now() - started);
    this.metrics[`${name}.embeddedAgain`] = ready.embedded;
    if (ready.embedded + ready.unchanged + ready.failed !== ready.items)
      this.problems.push(`after ${name}: counts do not reconcile: ${JSON.stringify(ready)}`);
    await this.stop(demo, name);
  }

  async interruptOnce(): Promise<void> {
    say('Ctrl-C');
    const demo = RunningDemo.start(root, this.dataDir);
    await demo.ready(nextStartMs);
    await this.stop(demo, 'interrupt');
  }

  async stop(demo: RunningDemo, name: string): Promise<void> {
    const processes = demo.processes();
    const asked = performance.now();
    demo.interrupt();
    const left = await waitUntilGone(processes, goneMs);
    this.metrics[`${name}.stopMs`] = Math.round(performance.now() - asked);
    if (left.length > 0)
      this.problems.push(`after Ctrl-C (${name}): ${left.map((entry) => entry.command.slice(0, 80)).join('; ')}`);
  }
}
