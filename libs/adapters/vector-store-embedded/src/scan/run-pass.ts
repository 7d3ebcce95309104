import { keepReaching, type CandidateList } from './candidate-list.ts';
import { PassScratch } from './pass-scratch.ts';
import type { ScanKernels } from './scan-kernels.ts';
import { ROUND_ROWS } from './scan-structs.ts';

/** A memory and its kernels, as one thread sees them. */
export interface PassContext {
  readonly memory: WebAssembly.Memory;
  readonly kernels: ScanKernels;
  /** Address of this thread's scratch, initialized. */
  readonly scratch: number;
}

/** One thread's part in a pass. */
interface Part {
  readonly kernels: ScanKernels;
  readonly batch: number;
  readonly scratch: number;
  readonly pass: PassScratch;
}

/**
 * Takes one extent after the other from the batch until none is left, and scans it. Several threads may do so at once, each with
 * a scratch of its own. Per lane, returns the rows whose upper bound reaches this thread's `limit`-th best lower bound. Where rows have
 * sketches, these are read first, of at most `roundRows` rows at a time.
 */
export function runPass(
  { memory, kernels, scratch }: PassContext,
  batch: number,
  roundRows = ROUND_ROWS,
): CandidateList[] {
  // Where another thread has grown the memory, `buffer` may still be the one before, which ends too early; growing by nothing renews it.
  memory.grow(0);
  const pass = new PassScratch(memory, scratch, batch);
  const part: Part = { kernels, batch, scratch, pass };
  if (pass.isSketched) scanRounds(part, roundRows);
  else for (let index = pass.takeExtent(); index !== undefined; index = pass.takeExtent()) scanExtent(part, index);
  return pass.finish().map(({ lists, threshold }) => keepReaching(lists, threshold));
}

/** `place` is that of a sketched extent in its round. */
function scanExtent({ kernels, batch, scratch, pass }: Part, index: number, place?: number): void {
  const rows = pass.enter(index, place);
  for (let from = 0; from < rows;) {
    pass.goOnFrom(from);
    from = kernels.scan(batch, scratch);
    pass.makeRoom();
  }
}

/** The first round is small: it says whether sketches are worth their reading for these queries. */
const FIRST_ROUND_ROWS = 32_768;
/** So many extents are scanned without sketches after a round that was in vain, and twice as many after the next. */
const EXTENTS_WITHOUT = 8;

/**
 * Of each round, sketches tell which rows are the most promising; they set the thresholds that the others must reach. Where most of a
 * round is read whole nevertheless, sketches rest for a while.
 */
function scanRounds(part: Part, roundRows: number): void {
  let rows = Math.min(FIRST_ROUND_ROWS, roundRows);
  let without = EXTENTS_WITHOUT;
  for (let round = sketchRound(part, rows); round.length > 0; round = sketchRound(part, rows)) {
    const wasWorthIt = 2 * scanRound(part, round) <= round.length;
    rows = wasWorthIt ? roundRows : rows;
    if (wasWorthIt) continue;
    for (let count = 0; count < without; count++) {
      const index = part.pass.takeExtent();
      if (index !== undefined) scanExtent(part, index);
    }
    without *= 2;
  }
}

/** Returns how many of the round's extents were read whole. */
function scanRound(part: Part, round: readonly number[]): number {
  const { kernels, batch, scratch, pass } = part;
  const goAhead = kernels.findAhead(batch, scratch) !== 0;
  for (const [place, index] of goAhead ? round.entries() : []) {
    pass.enter(index, place);
    kernels.sendAhead(batch, scratch);
    pass.makeRoom();
  }
  let whole = 0;
  for (const [place, index] of round.entries()) {
    scanExtent(part, index, place);
    if (pass.readAll) whole++;
  }
  return whole;
}

/** Takes extents for a round, as far as other threads leave any, and sketches them; returns their numbers. */
function sketchRound({ kernels, batch, scratch, pass }: Part, roundRows: number): readonly number[] {
  pass.beginRound();
  const round: number[] = [];
  while ((round.length + 1) * pass.rowsPerExtent <= roundRows) {
    const index = pass.takeExtent();
    if (index === undefined) break;
    pass.enter(index, round.length);
    kernels.sketch(batch, scratch);
    round.push(index);
  }
  return round;
}
