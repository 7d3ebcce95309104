import { VectorStoreMemoryError } from '@kindred/vector-store';
import { expect, it, vi } from 'vitest';
import { compileScanKernels, instantiateScanKernels } from '../scan/scan-kernels.ts';
import { ScanMemory } from '../scan/scan-memory.ts';
import { ScanTable } from './scan-table.ts';

it('stays as it was where there is no room for a point', () => {
  const memory = new ScanMemory();
  const kernels = instantiateScanKernels(compileScanKernels(), memory.memory);
  const table = new ScanTable([{ modality: 'image', dimension: 3 }], memory, kernels);
  const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
  const point = { itemId: 'boot', vector: Float32Array.of(1, 0, 0), imputed: [], facets };
  const allocate = vi.spyOn(memory, 'allocate').mockImplementation(() => {
    throw new VectorStoreMemoryError(0);
  });
  expect(() => table.upsert(point, 1)).toThrow(VectorStoreMemoryError);
  allocate.mockRestore();
  expect([table.size, table.rowCount]).toEqual([0, 0]);
  table.upsert(point, 2);
  expect([table.size, table.rowCount]).toEqual([1, 1]);
});
