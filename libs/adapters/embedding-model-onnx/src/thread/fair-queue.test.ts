import { describe, expect, it } from 'vitest';
import { FairQueue, type QueuedCall } from './fair-queue.ts';

const call = (name: string, chunks: number, urgent = false): QueuedCall<string> => {
  let next = 0;
  return { urgent, takeChunk: () => (next < chunks ? `${name}${String(++next)}` : undefined) };
};
const drain = (queue: FairQueue<string, QueuedCall<string>>): string[] => {
  const order: string[] = [];
  for (let next = queue.next(); next !== undefined; next = queue.next()) order.push(next.chunk);
  return order;
};

describe('FairQueue', () => {
  it('gives bulk calls a chunk each in turn', () => {
    const queue = new FairQueue<string, QueuedCall<string>>();
    for (const bulk of [call('a', 3), call('b', 1), call('c', 2)]) queue.add(bulk);
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  });

  it('lets a query pass an import after the chunk in progress', () => {
    const queue = new FairQueue<string, QueuedCall<string>>();
    queue.add(call('import', 1000));
    expect(queue.next()?.chunk).toBe('import1');
    queue.add(call('query', 1, true));
    expect(queue.next()?.chunk).toBe('query1');
    expect(queue.next()?.chunk).toBe('import2');
  });

  it('gives an import its turn after four queries', () => {
    const queue = new FairQueue<string, QueuedCall<string>>();
    queue.add(call('import', 2));
    for (let i = 0; i < 6; i++) queue.add(call(`q${String(i)}-`, 1, true));
    expect(drain(queue)).toEqual(['q0-1', 'q1-1', 'q2-1', 'q3-1', 'import1', 'q4-1', 'q5-1', 'import2']);
  });

  it('forgets a removed call', () => {
    const queue = new FairQueue<string, QueuedCall<string>>();
    const removed = call('a', 5);
    queue.add(removed);
    queue.add(call('b', 1));
    queue.remove(removed);
    expect(drain(queue)).toEqual(['b1']);
  });
});
