import { expect, test } from '@jest/globals';
import { profilesIn } from '../../src/experts/profiles.ts';
import { createIndex, type SearchIndex } from '../../src/search/index/index.ts';
import { readQuery } from '../../src/search/query.ts';
import { day, monday } from '../core/community.ts';

const [open, secret] = [1, 2];
const now = monday + 200 * day;

/** Four people answer in turn about ants and bees; every fifth answer is in a private channel. */
function community(): SearchIndex {
  const index = createIndex();
  for (let id = 1; id <= 80; id += 1) {
    index.put({
      id,
      thread: id,
      isKept: false,
      isPrivate: id % 5 === 0,
      channelId: id % 5 === 0 ? secret : open,
      askerId: 9,
      authorId: 1 + (id % 4),
      at: monday + id * day,
      fields: ['', '', id % 3 === 0 ? 'ant' : 'bee'],
    });
  }
  return index;
}

function look(index: SearchIndex, uncounted: readonly number[] = [], channelId = open) {
  const view = index.views.of({ channelId, memberId: 99 });
  const { terms } = readQuery(index, view, { title: 'ant' });
  return profilesIn(index, view, terms, now, uncounted);
}

test('what people wrote is counted for each look as if it were the first', () => {
  const index = community();
  const looks = [
    () => look(index),
    () => look(index, [3, 6, 9]),
    () => look(index, [], secret),
    () => look(index, [12]),
  ];
  const fresh = [
    look(community()),
    look(community(), [3, 6, 9]),
    look(community(), [], secret),
    look(community(), [12]),
  ];
  for (const [i, again] of [...looks, ...looks].entries()) {
    const expected = fresh[i % looks.length] ?? new Map();
    const found = again();
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [id, much] of found) expect(much).toBeCloseTo(expected.get(id) ?? 0, 9);
  }
  expect(new Set(fresh.map((one) => one.get(4)?.toFixed(6))).size).toBeGreaterThan(2);
});

test('what is taken away speaks for nobody any more, and what is new does at once', () => {
  const index = community();
  const before = look(index).get(3) ?? 0;
  for (let id = 1; id <= 80; id += 1) if (id % 3 === 0 && 1 + (id % 4) === 3) index.remove(id);
  expect(look(index).has(3)).toBe(false);
  index.put({
    id: 81,
    thread: 81,
    isKept: false,
    isPrivate: false,
    channelId: open,
    askerId: 9,
    authorId: 3,
    at: now,
    fields: ['', '', 'ant'],
  });
  expect(look(index).get(3)).toBeGreaterThan(0);
  expect(look(index).get(3)).toBeLessThan(before);
});
