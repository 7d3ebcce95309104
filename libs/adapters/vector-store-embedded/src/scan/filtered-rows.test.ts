import type { ItemFilter } from '@kindred/catalog';
import { describe, expect, it } from 'vitest';
import { ScanTable } from '../table/scan-table.ts';
import { FilteredRows } from './filtered-rows.ts';
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
  return { table, write };
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
