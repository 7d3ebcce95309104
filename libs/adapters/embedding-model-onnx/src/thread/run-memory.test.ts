import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunMemory } from './run-memory.ts';

it('gives the parts of a run memory of their own, and uses it again for the next run', () => {
  const runs = fc.array(fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(runs, (sizes) => {
      const memory = new RunMemory();
      for (const run of sizes) {
        memory.reset();
        const parts = run.map((size, part) => memory.take(size).fill(part + 1));
        expect(parts.map((bytes) => [...bytes])).toEqual(
          run.map((size, part) => Array.from({ length: size }, () => part + 1)),
        );
      }
      memory.reset();
      const before = memory.take(1);
      memory.reset();
      expect(memory.take(1).buffer).toBe(before.buffer);
    }),
  );
});
