import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { type Act, after, lineOf, nothing } from './acts.ts';
import { openCommunity, shown, typed } from './community.ts';
import { asRemembered, findDamage, readDeliveries, readKnowledge } from './state.ts';

const folder = mkdtempSync(join(tmpdir(), 'praxis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const name = { question: 1, answer: 1 };
const acts: readonly Act[] = [
  { kind: 'ask', by: 'ann', text: 'wordone' },
  { kind: 'answer', by: 'ben', question: 1, text: 'wordtwo' },
  { kind: 'helpful', by: 'cat', name },
  { kind: 'accept', by: 'ann', name },
  { kind: 'edit', by: 'ben', name, text: 'wordthree' },
  { kind: 'retitle', by: 'ann', question: 1, text: 'wordfour' },
  { kind: 'unhelpful', by: 'cat', name },
  { kind: 'unaccept', by: 'ann', name },
  { kind: 'declare', by: 'ben', tag: 'baking' },
  { kind: 'retract', by: 'ben', tag: 'baking' },
];

test('a delivery that comes four times at once, and once more, has one effect and one reply', async () => {
  const file = join(folder, 'parallel.db');
  const { bot, store } = await openCommunity(file, 'parallel');
  let known = nothing;
  for (const [i, act] of acts.entries()) {
    const request = typed(act.by, `d-${i}`, lineOf(act));
    const replies = await Promise.all([1, 2, 3, 4].map(() => bot.handle(request)));
    expect(replies.map(shown).filter((said) => said !== 'nothing')).toEqual([
      expect.stringMatching(/^(posted|done):/),
    ]);
    expect(shown(await bot.handle(request))).toBe('nothing');
    known = after(known, act);
    expect(readKnowledge(file)).toEqual(known);
  }
  expect(readDeliveries(file)).toEqual(asRemembered(acts.map((_, i) => `d-${i}`)));
  await store.close();
  expect(findDamage(file)).toEqual([]);
});

test('two deliveries of the same words are two acts', async () => {
  const { bot, store } = await openCommunity(join(folder, 'twice.db'), 'twice');
  const [first, second] = await Promise.all(
    ['one', 'two'].map((delivery) => bot.handle(typed('ann', delivery, 'ask wordone'))),
  );
  expect([shown(first), shown(second)]).toEqual([
    expect.stringContaining('#1'),
    expect.stringContaining('#2'),
  ]);
  await store.close();
});
