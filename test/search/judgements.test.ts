import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeCall } from '../../commands/kit/call.ts';
import { refit } from '../../src/search/bias.ts';
import { logistic } from '../../src/search/confidence.ts';
import type { Judgement } from '../../src/store/suggestions.ts';
import { type Conversation, openConversation } from '../commands/conversation.ts';

/** So many judgements at logits from -1 to 2, of which as many are right as `share` says. */
const judgements = (count: number, share: (p: number) => number): Judgement[] =>
  Array.from({ length: count }, (_, i) => {
    const logit = ((i * 7) % 30) / 10 - 1;
    return { logit, solved: (i * 0.618) % 1 < share(logistic(logit)) };
  });

describe('how sure to be in a community', () => {
  test('stays as it is before there are 200 judgements', () => {
    expect(
      refit(
        judgements(180, () => 0),
        0,
      ),
    ).toBe(0);
  });

  test('becomes less where suggestions are mostly wrong, and more where they are mostly right', () => {
    expect(
      refit(
        judgements(200, (p) => p / 3),
        0,
      ),
    ).toBeLessThan(-0.5);
    expect(
      refit(
        judgements(200, (p) => Math.min(1, p * 1.5)),
        0,
      ),
    ).toBeGreaterThan(0.5);
  });

  test('stays about as it is where it was right', () => {
    expect(
      Math.abs(
        refit(
          judgements(400, (p) => p),
          0,
        ),
      ),
    ).toBeLessThan(0.4);
  });

  test('never goes to extremes', () => {
    expect(
      refit(
        judgements(400, () => 0),
        0,
      ),
    ).toBe(-2);
    expect(
      refit(
        judgements(400, () => 1),
        0,
      ),
    ).toBe(2);
  });

  test('stays when what was held out speaks against the change', () => {
    const split = Array.from({ length: 200 }, (_, i) => ({ logit: 0, solved: i % 2 === 0 }));
    expect(refit(split, 0)).toBe(0);
  });

  test('is looked at anew after every 20 more', () => {
    expect(
      refit(
        judgements(210, () => 0),
        0.1,
      ),
    ).toBe(0.1);
  });
});

describe('what members say of a suggestion', () => {
  let chat: Conversation;
  beforeEach(async () => {
    chat = await openConversation();
    await chat.say('Ana', 'ask How do I knit a warm sock for winter?');
    await chat.say('Bo', 'answer 1 With wool.');
    await chat.say('Ana', 'ask How do I dry wet clothes in a cold winter?');
    await chat.say('Bo', 'answer 2 Hang them up.');
  });
  afterEach(() => chat.close());
  const solved = encodeCall({ name: 'solved', args: { answer: '1.1', draft: '1' } });
  const judged = () => chat.store.suggestions.judged(1);

  test('is kept once, and names nobody', async () => {
    const shown = await chat.say('Cy', 'ask How do I knit a warm winter sock?');
    expect(shown).toContain('This may answer it already');
    expect(await judged()).toEqual([]);
    await chat.press('Cy', solved);
    expect(await judged()).toMatchObject([{ solved: true }]);
    await chat.press('Cy', solved);
    expect(await judged()).toHaveLength(1);
  });

  test('is kept when they ask anyway', async () => {
    await chat.say('Cy', 'ask How do I knit a warm winter sock?');
    await chat.press('Cy', encodeCall({ name: 'post', args: { draft: '1' } }));
    expect(await judged()).toMatchObject([{ solved: false }]);
  });
});
