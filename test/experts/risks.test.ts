import { expect, test } from '@jest/globals';
import { hangingOn, risksOf } from '../../src/experts/risks.ts';
import { day, monday } from '../core/community.ts';

const share = (tagId: number, memberId: number, answers: number, daysAgo = 1) => ({
  tagId,
  memberId,
  answers,
  lastAt: monday - daysAgo * day,
});
const demand = (tagId: number, asked: number, open = 0) => ({
  tagId,
  tag: `t${tagId}`,
  asked,
  open,
});

test('a topic is at risk when one or two people gave half of its answers', () => {
  const shares = [
    share(1, 1, 6),
    share(1, 2, 2),
    share(1, 3, 2),
    share(2, 1, 1),
    share(2, 2, 1),
    share(2, 3, 1),
    share(2, 4, 1),
    share(2, 5, 1),
  ];
  expect(risksOf(shares, [demand(1, 4, 2), demand(2, 9)], monday)).toEqual([
    {
      tag: 't1',
      active: 3,
      topShare: 0.6,
      busFactor: 1,
      asked: 4,
      open: 2,
      isOrphan: false,
      hangsOn: [1],
    },
  ]);
});

test('a topic is an orphan when nobody was active on it in 90 days, however many once were', () => {
  const shares = [1, 2, 3, 4, 5, 6].map((id) => share(1, id, 1, 91));
  expect(risksOf(shares, [demand(1, 1)], monday)).toMatchObject([
    { busFactor: 3, isOrphan: true, active: 0 },
  ]);
  expect(risksOf([], [demand(1, 0, 1)], monday)).toMatchObject([{ busFactor: 0, isOrphan: true }]);
});

test('a topic that nobody asks about any more is not at risk; those asked about most come first', () => {
  const shares = [1, 2, 3].map((tagId) => share(tagId, 1, 1));
  const found = risksOf(shares, [demand(1, 0), demand(2, 1), demand(3, 5)], monday);
  expect(found.map(({ tag }) => tag)).toEqual(['t3', 't2']);
});

test('a topic hangs on the one or two who gave half of its answers, and on nobody when more did', () => {
  const few = [share(1, 1, 5), share(1, 2, 1)];
  const many = [3, 4, 5, 6, 7, 8].map((id) => share(2, id, 1));
  expect(hangingOn([...many, ...few])).toEqual([1]);
  expect(hangingOn(many)).toEqual([]);
});
