import { describe, expect, it } from 'vitest';
import { RecentVectors } from './recent-vectors.ts';

const vector = Float32Array.of(1, 0);

describe('RecentVectors', () => {
  it('encodes once what several ask for, at the same time or later, and keeps the latest only', async () => {
    const recent = new RecentVectors(2);
    let encoded = 0;
    const encode = async () => {
      encoded += 1;
      return { vector };
    };
    await Promise.all([recent.encodeOnce('a', encode), recent.encodeOnce('a', encode)]);
    await recent.encodeOnce('a', encode);
    expect(encoded).toBe(1);
    expect(recent.find('a')).toBe(vector);
    await recent.encodeOnce('b', encode);
    await recent.encodeOnce('c', encode);
    expect(['a', 'b', 'c'].map((hash) => recent.find(hash))).toEqual([undefined, vector, vector]);
  });

  it('keeps no failure, and lets who waited for a call that was cancelled encode by itself', async () => {
    const recent = new RecentVectors(2);
    expect(await recent.encodeOnce('a', async () => ({ failure: 'too small' }))).toEqual({ failure: 'too small' });
    const cancelled = recent.encodeOnce('a', () => Promise.reject(new Error('cancelled')));
    const other = recent.encodeOnce('a', async () => ({ vector }));
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(await other).toEqual({ vector });
    expect(recent.find('a')).toBe(vector);
  });
});
