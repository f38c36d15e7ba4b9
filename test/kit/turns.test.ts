import { beforeEach, describe, expect, test } from '@jest/globals';
import { createTurns } from '../../commands/kit/turns.ts';

let turns: ReturnType<typeof createTurns>;
let done: string[];

beforeEach(() => {
  turns = createTurns();
  done = [];
});

/** Some work that takes a while: a few rounds of the event loop. */
const work = (workspace: string, member: string, name = `${workspace} ${member}`) =>
  turns.take(workspace, member, async () => {
    for (let round = 0; round < 5; round += 1) await new Promise(setImmediate);
    done.push(name);
  });
const many = (count: number, workspace: string, member: string) =>
  Array.from({ length: count }, () => work(workspace, member));

describe('turns', () => {
  test("of one member's many and another's few are taken in turn", async () => {
    const all = [...many(50, 'T1', 'ana'), ...many(2, 'T1', 'ben')];
    await Promise.all(all);
    const ben = done.flatMap((name, i) => (name === 'T1 ben' ? [i] : []));
    expect(ben.every((place) => place < 20)).toBe(true);
    expect(done).toHaveLength(52);
  });

  test('of one workspace do not wait for those of a busy one', async () => {
    const busy = Array.from({ length: 40 }, (_, i) => many(10, 'T1', `member ${i}`)).flat();
    await Promise.all([...busy, work('T2', 'zoe')]);
    expect(done.indexOf('T2 zoe')).toBeLessThanOrEqual(8);
  });

  test('are refused with a sentence while much of the member is in hand, and not to others', async () => {
    const all = many(60, 'T1', 'ana');
    expect(turns.refusal('T1', 'ana')).toBe(
      'You have 60 commands waiting already. Wait for their answers, then send this again.',
    );
    expect(turns.refusal('T1', 'ben')).toBeUndefined();
    expect(turns.refusal('T2', 'ana')).toBeUndefined();
    await Promise.all(all);
    expect(turns.refusal('T1', 'ana')).toBeUndefined();
  });

  test('are refused with a sentence while much of the workspace is in hand, and not elsewhere', async () => {
    const all = Array.from({ length: 50 }, (_, i) => many(10, 'T1', `member ${i}`)).flat();
    expect(turns.refusal('T1', 'zoe')).toContain('Please try again in a minute.');
    expect(turns.refusal('T2', 'zoe')).toBeUndefined();
    await Promise.all(all);
    expect(turns.refusal('T1', 'zoe')).toBeUndefined();
  });

  test('go on after work that failed', async () => {
    const failing = turns.take('T1', 'ana', () => Promise.reject(new Error('on purpose')));
    await expect(failing).rejects.toThrow('on purpose');
    await Promise.all(many(20, 'T1', 'ana'));
    expect(done).toHaveLength(20);
  });
});
