import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { spawnServer } from '@kindred/benchmarks/spawn-server';
import { createSeededRandom, type SeededRandom } from '@kindred/vector-math';
import type { ChaosResult } from '../chaos-result.ts';
import { processTree, type ProcessEntry } from '../process-tree.ts';
import { root } from '../root.ts';
import { waitUntilGone } from '../running-demo.ts';
import { findProblems, readStores } from './check-stores.ts';
import { GROUP_SIZE } from './revised-item.ts';
import { upsertUntilKilled, type WrittenGroups } from './upserting-client.ts';

const CLIENTS = 2;
const GONE_MS = 20_000;
const START_MS = 120_000;
const MOST_ACKNOWLEDGEMENTS = 8;
/** The kill comes so long after an acknowledgement, when the next write is under way. */
const LONGEST_DELAY_MS = 120;

/** Kills the API with SIGKILL in the middle of upserts, starts it again on the same data, and compares both stores with what was acknowledged. */
export async function killDuringUpserts({ rounds, seed }: { rounds: number; seed: number }): Promise<ChaosResult> {
  if (process.platform !== 'linux') throw new Error('chaos reads /proc and runs on Linux only');
  const run = new UpsertRun(createSeededRandom(seed));
  try {
    for (let round = 1; round <= rounds; round++) await run.writeKillAndCheck(round);
    await run.checkLast(rounds);
  } catch (error) {
    run.problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await run.close();
  }
  const data = `groups of ${String(GROUP_SIZE)} items, written by ${String(CLIENTS)} clients over GraphQL`;
  return { name: 'chaos-upserts', data, seed, metrics: run.metrics, problems: run.problems };
}

class UpsertRun {
  readonly problems: string[] = [];
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'kindred-chaos-upserts-'));
  readonly #random: SeededRandom;
  readonly #written: WrittenGroups = { acknowledged: new Map(), sent: new Map() };
  #processes: ProcessEntry[] = [];
  #nextGroup = 0;
  readonly #counts = { kills: 0, acknowledgements: 0, inFlight: 0, slowestStartMs: 0, items: 0 };

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  get metrics(): Record<string, number> {
    return { ...this.#counts };
  }

  async writeKillAndCheck(round: number): Promise<void> {
    const server = await this.#start();
    await this.#check(round - 1);
    const before = this.#counts.acknowledgements;
    const wanted = 1 + this.#random.integer(MOST_ACKNOWLEDGEMENTS);
    let reached: () => void = () => undefined;
    const enough = new Promise<void>((resolve) => (reached = resolve));
    const onAcknowledged = (): void => {
      this.#counts.acknowledgements += 1;
      if (this.#counts.acknowledgements - before >= wanted) reached();
    };
    const clients = Array.from({ length: CLIENTS }, (_, client) =>
      upsertUntilKilled(server.url, this.#groups(client), { written: this.#written, onAcknowledged }),
    );
    await Promise.race([enough, Promise.all(clients)]);
    await pause(this.#random.integer(LONGEST_DELAY_MS));
    this.#processes = processTree(server.pid);
    process.kill(server.pid, 'SIGKILL');
    this.#counts.kills += 1;
    await Promise.all(clients);
    this.#counts.inFlight += this.#unacknowledged();
    const left = await waitUntilGone(this.#processes, GONE_MS);
    for (const { command } of left) this.problems.push(`round ${String(round)}: '${command.slice(0, 80)}' is left`);
    console.error(
      `round ${String(round)}: killed after ${String(this.#counts.acknowledgements - before)} acknowledgements`,
    );
  }

  async checkLast(rounds: number): Promise<void> {
    const server = await this.#start();
    await this.#check(rounds);
    await server.stop();
  }

  async close(): Promise<void> {
    for (const { pid } of this.#processes) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    }
    await waitUntilGone(this.#processes, GONE_MS);
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #start() {
    const env = {
      KINDRED_DATA_DIR: this.#dataDir,
      PORT: '0',
      KINDRED_LOG_LEVEL: 'error',
      KINDRED_RATE_LIMIT_PER_MINUTE: '0',
    };
    const begin = performance.now();
    const server = await spawnServer(join(root, 'tools/benchmarks/dist/api/api-server.js'), env, START_MS);
    this.#counts.slowestStartMs = Math.max(this.#counts.slowestStartMs, Math.round(performance.now() - begin));
    this.#processes = processTree(server.pid);
    return server;
  }

  async #check(round: number): Promise<void> {
    if (round === 0) return;
    const state = await readStores(this.#dataDir);
    this.#counts.items = state.items.size;
    for (const problem of findProblems(state, this.#written))
      this.problems.push(`after kill ${String(round)}: ${problem}`);
    // What is stored now is what the next kill must leave; what was lost unacknowledged never comes.
    for (const group of [...this.#written.sent.keys()]) {
      const stored = state.items.get(`g${String(group)}-i0`)?.price?.amount;
      for (const revisions of [this.#written.acknowledged, this.#written.sent])
        if (stored === undefined) revisions.delete(group);
        else revisions.set(group, stored);
    }
  }

  /** Half of them are new, half are there already. Clients never write the same group at once. */
  *#groups(client: number): Generator<{ group: number; revision: number }> {
    for (;;) {
      const own = [...this.#written.sent.keys()].filter((group) => group % CLIENTS === client);
      const isNew = own.length === 0 || this.#random.next() < 0.5;
      const group = isNew ? this.#newGroup(client) : own[this.#random.integer(own.length)]!;
      yield { group, revision: (this.#written.sent.get(group) ?? 0) + 1 };
    }
  }

  #newGroup(client: number): number {
    while (this.#nextGroup % CLIENTS !== client) this.#nextGroup += 1;
    const group = this.#nextGroup;
    this.#nextGroup += 1;
    return group;
  }

  #unacknowledged(): number {
    return [...this.#written.sent].filter(([group, sent]) => sent > (this.#written.acknowledged.get(group) ?? 0))
      .length;
  }
}
