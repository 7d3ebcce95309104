import './web-assembly.ts';
import { SCAN_KERNELS } from '../generated/scan-kernels.ts';

/** WebAssembly functions over one collection's memory; all numbers are byte addresses unless their name says otherwise. See assembly/. */
export interface ScanKernels {
  /** Returns the row of the extent to go on with. */
  scan(batch: number, scratch: number): number;
  /** Writes upper bounds of the extent's rows by their sketches. */
  sketch(batch: number, scratch: number): void;
  /** Says, of a round that is sketched, which rows go ahead; 0 where none do. */
  findAhead(batch: number, scratch: number): number;
  sendAhead(batch: number, scratch: number): void;
  /** Returns the squared length of the values. */
  quantize(values: number, dimension: number, codes: number, parameters: number, squares: number): number;
  dotRows(
    rows: number,
    count: number,
    dimension: number,
    query: number,
    factor: number,
    out: number,
    outStride: number,
  ): void;
  /** `queries` are f32 [4][dimension], `factors` f32 [4]; writes four products per row. */
  dotRowsOfFour(
    rows: number,
    count: number,
    dimension: number,
    queries: number,
    factors: number,
    out: number,
    outStride: number,
  ): void;
}

/** Compiled once per process; may be sent to other threads. */
export function compileScanKernels(): WebAssembly.Module {
  return new WebAssembly.Module(Buffer.from(SCAN_KERNELS, 'base64'));
}

export function instantiateScanKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): ScanKernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as ScanKernels;
}
