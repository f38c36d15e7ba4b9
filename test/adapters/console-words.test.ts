import { describe, expect, test } from '@jest/globals';
import { changeOf } from '../../adapters/console/cards.ts';
import { wordsOf } from '../../adapters/console/spans.ts';
import { agoWords, dayWords } from '../../adapters/console/times.ts';
import { ago, day } from '../../commands/kit/text.ts';
import type { Block, View } from '../../commands/kit/view.ts';

const now = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const view = (...blocks: Block[]): View => ({ name: 'test', title: ['Title'], blocks });

describe('times', () => {
  test('are told as people tell them', () => {
    const told = [30_000, minute, 3 * 60 * minute, 72 * 60 * minute, 40 * 1440 * minute];
    expect(told.map((ms) => agoWords(now - ms, now))).toEqual([
      'just now',
      '1 minute ago',
      '3 hours ago',
      '3 days ago',
      '1 month ago',
    ]);
    expect(agoWords(now + 2 * 60 * minute, now)).toBe('in 2 hours');
  });

  test('are in UTC', () => {
    expect(dayWords(Date.UTC(2026, 10, 20, 23, 59))).toBe('20 Nov 2026');
    expect(wordsOf([day(now), ' ', ago(now)], now)).toBe('20 Nov 2026 just now');
  });
});

describe('a card that was shown before', () => {
  const facts = (...words: string[]): Block => ({ kind: 'note', text: [words.join(' · ')] });

  test('is told by what is new in it', () => {
    const before = view(facts('asked by @ana', 'no answer yet', '#git'));
    const after = view(facts('asked by @ana', 'answered, 2 answers', '#git'));
    expect(changeOf(before, after)).toEqual(['answered, 2 answers']);
  });

  test('is told by its facts when something was only taken away', () => {
    const before = view(facts('asked by @ana', '1 also has this'));
    expect(changeOf(before, view(facts('asked by @ana')))).toEqual(['asked by @ana']);
  });

  test('is not told when nothing changed', () => {
    expect(changeOf(view(facts('a')), view(facts('a')))).toBeUndefined();
  });
});
