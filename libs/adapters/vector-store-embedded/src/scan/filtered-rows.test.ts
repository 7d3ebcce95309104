import type { ItemFilter } from '@kindred/catalog';
import { VectorStoreMemoryError } from '@kindred/vector-store';
import { describe, expect, it } from 'vitest';
import { ScanTable } from '../table/scan-table.ts';
import { FilteredRows } from './filtered-rows.ts';
import { LookupTables } from './lookup-tables.ts';
import { compileScanKernels, instantiateScanKernels } from './scan-kernels.ts';
import { ScanMemory } from './scan-memory.ts';

const BLOCKS = [{ modality: 'brand', dimension: 2, repeats: true }];
const IN_SHOES: ItemFilter = { kind: 'section', path: ['Shoes'] };

function openTable() {
  const memory = new ScanMemory();
  const kernels = instantiateScanKernels(compileScanKernels(), memory.memory);
  const table = new ScanTable(BLOCKS, memory, kernels);
  const write = (itemId: string, section: string, vector = [1, 0]): void =>
    table.upsert(
      {
        itemId,
        vector: Float32Array.from(vector),
        imputed: [],
        facets: { section: [section], available: true, attributes: {}, createdAt: new Date(0) },
      },
      1,
    );
  return { table, kernels, write };
}

describe('FilteredRows', () => {
  it('keeps a mask until something is written', async () => {
    const { table, write } = openTable();
    write('boot', 'Shoes');
    write('coat', 'Coats');
    const rows = new FilteredRows(table);
    const first = await rows.find(IN_SHOES);
    expect([...first.mask.subarray(0, 2)]).toEqual([1, 0]);
    expect((await rows.find({ ...IN_SHOES })).mask).toBe(first.mask);
    first.snapshot.release();
    write('sandal', 'Shoes');
    expect([...(await rows.find(IN_SHOES)).mask.subarray(0, 3)]).toEqual([1, 0, 1]);
    table.delete(['boot']);
    expect([...(await rows.find(IN_SHOES)).mask.subarray(0, 3)]).toEqual([0, 0, 1]);
  });

  it('leaves excluded items out of one search only', async () => {
    const { table, write } = openTable();
    write('boot', 'Shoes');
    write('clog', 'Shoes');
    const rows = new FilteredRows(table);
    expect([...(await rows.find(IN_SHOES, ['boot', 'unknown'])).mask.subarray(0, 2)]).toEqual([0, 1]);
    expect([...(await rows.find(IN_SHOES)).mask.subarray(0, 2)]).toEqual([1, 1]);
  });
});

describe('LookupTables', () => {
  it('are computed anew when a code stands for another block', () => {
    const { table, kernels, write } = openTable();
    write('a', 'x', [1, 0]);
    const tables = new LookupTables(table.vectors, kernels, { vector: Float32Array.of(0.6, 0.8), weights: [2] });
    const similarity = (code: number): number =>
      new Float32Array(table.vectors.memory.memory.buffer)[tables.addressOf(0)! / 4 + code]!;
    expect(similarity(0)).toBeCloseTo(1.2, 6);
    write('a', 'x', [0, 1]);
    write('b', 'x', [-1, 0]);
    const codes = ['a', 'b'].map((itemId) =>
      table.vectors.codeOf(table.findRow(itemId)!, table.vectors.layout.lookups[0]!),
    );
    expect(codes.map((code) => similarity(code))).toEqual([expect.closeTo(1.6, 6), expect.closeTo(-1.2, 6)]);
    tables.release();
  });

  it('give their room back once, though there was none for the new ones', () => {
    const { table, kernels, write } = openTable();
    write('a', 'x', [1, 0]);
    const { memory } = table.vectors;
    const tables = new LookupTables(table.vectors, kernels, { vector: Float32Array.of(1, 0), weights: [1] });
    write('b', 'x', [0, 1]);
    const full = (): never => {
      throw new VectorStoreMemoryError(0);
    };
    memory.allocate = full;
    expect(() => tables.addressOf(0)).toThrow(VectorStoreMemoryError);
    expect(() => new LookupTables(table.vectors, kernels, { vector: Float32Array.of(1, 0), weights: [1] })).toThrow(
      VectorStoreMemoryError,
    );
    tables.release();
    Reflect.deleteProperty(memory, 'allocate');
    expect(memory.allocate(64)).not.toBe(memory.allocate(64));
  });
});
