import { TopRows, vectorDimension, type CollectionSpec } from '@kindred/vector-store';
import { compileScanKernels, instantiateScanKernels, type ScanKernels } from '../scan/scan-kernels.ts';
import { ScanMemory } from '../scan/scan-memory.ts';
import { CODE_ALIGNMENT } from '../scan/scan-structs.ts';

/** The plain way, to be compared with: float32 dot products of a weighted query with every fused vector, in WebAssembly SIMD on the calling thread. */
export class BruteForceScan {
  readonly #memory = new ScanMemory();
  readonly #kernels: ScanKernels = instantiateScanKernels(compileScanKernels(), this.#memory.memory);
  readonly #spec: CollectionSpec;
  readonly #count: number;
  /** Values from one row to the next. */
  readonly #stride: number;
  readonly #rows: number;
  readonly #query: number;
  readonly #scores: number;

  /** Room for `count` rows. */
  constructor(spec: CollectionSpec, count: number) {
    this.#spec = spec;
    this.#count = count;
    this.#stride = Math.ceil(vectorDimension(spec) / CODE_ALIGNMENT) * CODE_ALIGNMENT;
    this.#rows = this.#memory.allocate(4 * this.#stride * count);
    this.#query = this.#memory.allocate(4 * this.#stride);
    this.#scores = this.#memory.allocate(4 * count);
  }

  /** `vector` is a fused vector [dimension]. */
  set(row: number, vector: Float32Array): void {
    this.#memory.floats.set(vector, this.#rows / 4 + row * this.#stride);
  }

  /** The best `limit` rows by falling score, ties by row. `weights` are in block order. */
  search(vector: Float32Array, weights: readonly number[], limit: number): { row: number; score: number }[] {
    const { floats } = this.#memory;
    let offset = 0;
    for (const [index, { dimension }] of this.#spec.blocks.entries()) {
      for (let i = offset; i < offset + dimension; i++) floats[this.#query / 4 + i] = vector[i]! * weights[index]!;
      offset += dimension;
    }
    this.#kernels.dotRows(this.#rows, this.#count, this.#stride, this.#query, 1, this.#scores, 4);
    const best = new TopRows(limit, (left, right) => left - right);
    const begin = this.#scores / 4;
    let worst = -Infinity;
    for (let row = 0; row < this.#count; row++) {
      const score = floats[begin + row]!;
      if (score < worst) continue;
      best.offer(row, score);
      worst = best.worstScore ?? worst;
    }
    return best.sorted();
  }
}
