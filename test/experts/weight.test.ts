import { expect, test } from '@jest/globals';
import { type GivenAnswer, weigh } from '../../src/experts/weight.ts';
import { day, hour, monday } from '../core/community.ts';

const answer = (more: Partial<GivenAnswer> = {}): GivenAnswer => ({
  memberId: 1,
  askerId: 2,
  at: monday,
  length: 200,
  accepted: false,
  thanked: false,
  ...more,
});
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const times = (n: number, one: (i: number) => Partial<GivenAnswer>) =>
  weigh(Array.from({ length: n }, (_, i) => answer(one(i))));

test('an answer counts, accepted or not: how many of them were accepted plays no part', () => {
  expect(weigh([answer(), answer({ askerId: 3, accepted: true })])).toEqual([1, 1]);
});

test('an answer to oneself carries no weight', () => {
  expect(weigh([answer({ askerId: 1, accepted: true })])).toEqual([0]);
});

test('an answer under 40 characters carries weight only when someone reacted to it', () => {
  const short = (more: Partial<GivenAnswer>) => weigh([answer({ length: 39, ...more })]);
  expect([short({}), short({ accepted: true }), short({ thanked: true })]).toEqual([[0], [1], [1]]);
  expect(weigh([answer({ length: 40 })])).toEqual([1]);
});

test('three answers to the same asker count in a day, the first ones, and again the next day', () => {
  const weights = times(5, (i) => ({ at: monday + (5 - i) * hour }));
  expect(weights).toEqual([0, 0, 1, 1, 1]);
  expect(sum(times(8, (i) => ({ at: monday + (i % 2) * day })))).toBe(6);
});

test('twenty answers of one member count in a day', () => {
  expect(sum(times(30, (i) => ({ askerId: 2 + i })))).toBe(20);
});

test('two members who mostly accept each other’s answers are a ring, and carry no weight', () => {
  const both = [1, 2, 3].flatMap((i) => {
    const at = monday + i * day;
    return [
      answer({ at, accepted: true }),
      answer({ at, accepted: true, memberId: 2, askerId: 1 }),
    ];
  });
  expect(sum(weigh(both))).toBe(0);
  const others = [3, 4, 5, 6].flatMap((askerId) => [
    answer({ askerId, accepted: true }),
    answer({ askerId, accepted: true, memberId: 2 }),
  ]);
  expect(sum(weigh([...both, ...others]))).toBe(both.length + others.length);
  const oneWay = both.filter(({ memberId }) => memberId === 1);
  expect(sum(weigh(oneWay))).toBe(3);
});
