import { describe, expect, test } from '@jest/globals';
import { createActivity } from '../../src/experts/activity.ts';
import { createExpertIndex } from '../../src/experts/expert-index.ts';
import { declaredStrength, endorsedStrength, present } from '../../src/experts/fading.ts';
import { shareAtHour } from '../../src/experts/ranking.ts';
import { day, hour, monday } from '../core/community.ts';

const [main, other] = [1, 2];
const asker = 100;
const long = 'This is why, how, and what to look out for.';

/** A history of threads: who answered what about which topic, when, where. */
function replay(
  threads: readonly { by: number; about: string; at?: number; in?: number; from?: number }[],
) {
  const index = createExpertIndex();
  for (const [
    i,
    { by, about, at = monday, in: channelId = main, from = asker },
  ] of threads.entries()) {
    const title = `How does ${about} work?`;
    index.index({ kind: 'question', id: i + 1, askerId: from, channelId, title, body: '', at });
    const text = `${about}: ${long}`;
    index.index({ kind: 'answer', questionId: i + 1, memberId: by, text, at: at + hour });
  }
  return (about: string, now = monday + day, channelId = main, askerId = 101) =>
    index
      .rank({ askerId, channelId, title: `Why is ${about} slow?`, body: '' }, now)
      .map(({ memberId }) => memberId);
}

describe('who would answer a question', () => {
  test('is who answered near to it', () => {
    const rank = replay([
      { by: 1, about: 'postgres vacuum' },
      { by: 2, about: 'kubernetes ingress' },
    ]);
    expect([rank('vacuum')[0], rank('ingress')[0]]).toEqual([1, 2]);
  });

  test('is found by what was answered a moment ago', () => {
    const index = createExpertIndex();
    const title = 'How does vacuum work?';
    const question = { askerId: asker, channelId: main, title, body: '' };
    expect(index.rank(question, monday)).toEqual([]);
    index.index({ kind: 'question', id: 1, ...question, at: monday });
    index.index({ kind: 'answer', questionId: 1, memberId: 5, text: long, at: monday });
    expect(index.rank({ ...question, askerId: 101 }, monday)).toMatchObject([{ memberId: 5 }]);
  });

  test('is never the asker, nor who only answered themselves', () => {
    const rank = replay([
      { by: 1, about: 'vacuum' },
      { by: 2, about: 'vacuum', from: 2 },
    ]);
    expect(rank('vacuum', monday + day, main, 1)).toEqual([]);
  });

  test('is who did so lately rather than long ago', () => {
    const rank = replay([
      { by: 1, about: 'vacuum' },
      { by: 2, about: 'vacuum', at: monday + 300 * day },
    ]);
    expect(rank('vacuum', monday + 301 * day)).toEqual([2, 1]);
  });

  test('is who is active in its channel, of two who know as much', () => {
    const rank = replay([
      { by: 1, about: 'vacuum', in: other },
      { by: 2, about: 'vacuum', in: main },
    ]);
    expect([rank('vacuum')[0], rank('vacuum', monday + day, other)[0]]).toEqual([2, 1]);
  });
});

test('what members do is added up only where the reader may look', () => {
  const activity = createActivity();
  activity.asked(1, main, monday);
  activity.answered({ memberId: 1, askerId: 2, questionId: 1, channelId: other, at: monday });
  const seen = (...hidden: number[]) => activity.of(1, new Set(hidden), other, 2, monday);
  expect(seen(other)).toMatchObject({ acts: 1, threads: 0, recentHere: 0, helpedAsker: 0 });
  expect(seen(main)).toMatchObject({ acts: 1, threads: 1, recentHere: 1, helpedAsker: 1 });
  expect(seen(3)).toMatchObject({ acts: 2, threads: 1, recentHere: 1, helpedAsker: 1 });
  expect(seen(main, other)).toBeUndefined();
});

test('the order in which a history is told changes no count', () => {
  const told = [0, 3, 9].map((days, i) => {
    const at = monday + days * day;
    return { memberId: 1, askerId: 2, questionId: i, channelId: main, at };
  });
  const counts = [told, told.toReversed()].map((answers) => {
    const activity = createActivity();
    for (const one of answers) activity.answered(one);
    return activity.of(1, new Set(), main, 2, monday + 10 * day);
  });
  expect(counts[0]?.recentHere).toBeCloseTo(counts[1]?.recentHere ?? 0);
  expect(counts[0]).toMatchObject({ threads: 3, lastAt: counts[1]?.lastAt });
});

test('the share of an hour says little of who did little', () => {
  expect(shareAtHour({ acts: 0, actsAtHour: 0 })).toBeCloseTo(1 / 24);
  expect(shareAtHour({ acts: 100, actsAtHour: 50 })).toBeGreaterThan(9 / 24);
});

describe('what is said of someone', () => {
  const said = { tag: 'sql', answers: 0, accepted: 0, lastAnswerAt: null, endorsedBy: [] };

  test('by themselves fades by half in 180 days, unless an answer backs it', () => {
    const declared = { declaredAt: monday, lastAnswerAt: null };
    expect(declaredStrength(declared, monday + 180 * day)).toBeCloseTo(0.5);
    const backed = { ...declared, lastAnswerAt: monday + 180 * day };
    expect(declaredStrength(backed, monday + 180 * day)).toBe(1);
    expect(present({ ...said, declaredAt: monday }, monday + 359 * day)).toBeDefined();
    expect(present({ ...said, declaredAt: monday }, monday + 361 * day)).toBeUndefined();
  });

  test('by others fades by half in a year, and counts half when both say it of each other', () => {
    const endorser = { id: 2, handle: 'bo', name: 'Bo', endorsedAt: monday, isMutual: false };
    expect(endorsedStrength(endorser, monday + 365 * day)).toBeCloseTo(0.5);
    expect(endorsedStrength({ ...endorser, isMutual: true }, monday)).toBe(0.5);
  });
});
