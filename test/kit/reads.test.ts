import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pino from 'pino';
import { createReads } from '../../commands/kit/reads.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const log = pino({ level: 'silent' });

describe('what only read', () => {
  test('is remembered a moment later, all of that moment at once, and known meanwhile', async () => {
    const written: (readonly string[])[] = [];
    const reads = createReads({ remember: async (keys) => void written.push(keys), log });
    reads.add('a');
    reads.add('b');
    expect(written).toEqual([]);
    expect(reads.has('a')).toBe(true);
    await jest.advanceTimersByTimeAsync(1_000);
    reads.add('c');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(written).toEqual([['a', 'b'], ['c']]);
    expect(['a', 'b', 'c'].map(reads.has)).toEqual([false, false, false]);
  });

  test('does not pile up when it cannot be remembered', async () => {
    const reads = createReads({ remember: () => Promise.reject(new Error('full')), log });
    reads.add('a');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(reads.has('a')).toBe(false);
  });
});
