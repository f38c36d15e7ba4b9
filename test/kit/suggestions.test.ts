import { beforeEach, describe, expect, test } from '@jest/globals';
import { createSuggestions } from '../../commands/kit/suggestions.ts';

let suggestions: ReturnType<typeof createSuggestions>;
let looked: string[];

beforeEach(() => {
  suggestions = createSuggestions();
  looked = [];
});

const type = (workspace: string, member: string, typed: string) =>
  suggestions.take(
    {
      account: { externalId: member, name: member },
      place: {
        platform: 'console',
        workspace,
        channel: { externalId: 'c', name: 'general', private: false },
      },
    },
    async () => {
      for (let round = 0; round < 5; round += 1) await new Promise(setImmediate);
      looked.push(`${workspace} ${member} ${typed}`);
      return [{ value: typed, label: typed }];
    },
  );

describe('suggestions', () => {
  test('are looked up for what was typed last, and not for all that was typed on the way', async () => {
    const all = await Promise.all(
      ['p', 'po', 'pos', 'post', 'postg'].map((one) => type('T1', 'ana', one)),
    );
    expect(all.at(-1)).toEqual([{ value: 'postg', label: 'postg' }]);
    // What was in hand already is not broken off.
    const long = Array.from({ length: 25 }, (_, i) => type('T1', 'ben', 'x'.repeat(i + 1)));
    await Promise.all(long);
    expect(looked.filter((one) => one.startsWith('T1 ben')).length).toBeLessThanOrEqual(5);
    expect(looked.at(-1)).toBe(`T1 ben ${'x'.repeat(25)}`);
  });

  test('of a storm of keys in one workspace keep nobody waiting in another', async () => {
    const storm = Array.from({ length: 200 }, (_, i) => type('T1', `member ${i % 50}`, `k${i}`));
    await Promise.all([...storm, type('T2', 'zoe', 'git')]);
    expect(looked.indexOf('T2 zoe git')).toBeLessThanOrEqual(4);
  });

  test('are none, rather than late, beyond what is taken', async () => {
    const storm = Array.from({ length: 400 }, (_, i) => type('T1', `member ${i}`, 'git'));
    const found = await Promise.all(storm);
    expect(found.filter((one) => one.length === 0)).toHaveLength(100);
    expect(await type('T1', 'member 0', 'git')).toHaveLength(1);
  });
});
