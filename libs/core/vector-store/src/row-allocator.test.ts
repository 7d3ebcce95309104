import { expect, it } from 'vitest';
import { RowAllocator } from './row-allocator.ts';

it('hands out a returned row at once while nobody reads', () => {
  const freed: number[] = [];
  const allocator = new RowAllocator((row) => freed.push(row));
  expect([allocator.allocate(), allocator.allocate()]).toEqual([0, 1]);
  allocator.retire(0);
  expect(freed).toEqual([0]);
  expect(allocator.allocate()).toBe(0);
  expect(allocator.rowCount).toBe(2);
});

it('keeps a returned row until every reader from before has gone; later readers do not matter', () => {
  const freed: number[] = [];
  const allocator = new RowAllocator((row) => freed.push(row));
  for (let row = 0; row < 3; row++) allocator.allocate();
  const endFirst = allocator.beginReading();
  allocator.retire(0);
  const endSecond = allocator.beginReading();
  allocator.retire(1);
  expect(allocator.allocate()).toBe(3);
  endFirst();
  expect(freed).toEqual([0]);
  expect(allocator.allocate()).toBe(0);
  endFirst();
  endSecond();
  expect(freed).toEqual([0, 1]);
});
