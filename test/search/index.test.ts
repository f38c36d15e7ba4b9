import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frequencyIn } from '../../src/search/index/frequency.ts';
import type { SearchIndex } from '../../src/search/index/index.ts';
import { createIndex } from '../../src/search/index/index.ts';
import { retrieve } from '../../src/search/index/retrieve.ts';
import type { View } from '../../src/search/index/views.ts';
import { createVocabulary } from '../../src/search/index/vocabulary.ts';
import { standardWeights } from '../../src/search/index/weights.ts';
import { readQuery } from '../../src/search/query.ts';
import { rank } from '../../src/search/ranking.ts';
import { indexOf, toIndexed, type Written } from './corpus.ts';

const words = fc.array(fc.constantFrom('ant', 'bee', 'cat', 'dog', 'elk', 'fox'), { maxLength: 8 });
const written = fc.record({
  title: words.map((list) => list.join(' ')),
  question: words.map((list) => list.join(' ')),
  answer: words.map((list) => list.join(' ')),
  channelId: fc.integer({ min: 1, max: 3 }),
  askerId: fc.integer({ min: 1, max: 3 }),
  authorId: fc.integer({ min: 1, max: 3 }),
});
/** Channel 1 is public. */
const isPrivate = ({ channelId }: Written) => channelId !== 1;
const corpus = fc.array(
  written.map((one) => ({ ...one, isPrivate: isPrivate(one) })),
  { maxLength: 12 },
);

/** What `readers` may do with an index: the ids and scores that they find. */
function searched(index: SearchIndex, view: View, title: string) {
  return rank(index, view, readQuery(index, view, { title })).map(({ slot, score }) => [
    index.idOf(slot),
    score.toFixed(5),
  ]);
}

const byId = (found: (string | number)[][]) => found.toSorted(([a], [b]) => Number(a) - Number(b));

describe('an index', () => {
  test('finds the same whether its documents came one by one, all at once, or from another thread', () => {
    fc.assert(
      fc.property(corpus, words, (documents, query) => {
        const title = query.join(' ');
        const one = indexOf(...documents);
        const all = createIndex();
        for (const [i, document] of documents.entries()) all.load(toIndexed(document, i + 1));
        all.seal();
        const found = searched(one, one.views.everything(), title);
        expect(searched(all, all.views.everything(), title)).toEqual(found);
        const moved = createIndex(standardWeights, structuredClone(all.parts()));
        expect(searched(moved, moved.views.everything(), title)).toEqual(found);
      }),
    );
  });

  test('finds after changes what it would find if it were made anew', () => {
    const changes = fc.array(fc.tuple(fc.nat(11), fc.option(written)), { maxLength: 12 });
    fc.assert(
      fc.property(corpus, changes, words, fc.boolean(), (documents, list, query, isSealed) => {
        const index = indexOf(...documents);
        if (isSealed) index.seal();
        const left = new Map<number, Written>(documents.map((one, i) => [i + 1, one]));
        for (const [nth, change] of list) {
          const id = nth + 1;
          if (change) {
            const changed = { ...change, isPrivate: isPrivate(change) };
            index.put(toIndexed(changed, id));
            left.set(id, changed);
          } else {
            index.remove(id);
            left.delete(id);
          }
        }
        const anew = createIndex();
        for (const [id, one] of left) anew.put(toIndexed(one, id));
        const title = query.join(' ');
        const [found, wanted] = [index, anew].map((one) =>
          byId(searched(one, one.views.everything(), title)),
        );
        expect(found).toEqual(wanted);
        expect(index.size).toBe(left.size);
      }),
    );
  });

  test('shows a reader what they may see, as if there were nothing else', () => {
    const reader = fc.record({
      channelId: fc.integer({ min: 1, max: 4 }),
      memberId: fc.integer({ min: 0, max: 4 }),
      isGuest: fc.boolean(),
    });
    fc.assert(
      fc.property(corpus, reader, words, (documents, eve, query) => {
        const index = indexOf(...documents);
        const alone = createIndex();
        for (const [i, one] of documents.entries()) {
          const isHere = one.channelId === eve.channelId;
          const isMine = one.askerId === eve.memberId || one.authorId === eve.memberId;
          if (isHere || (!eve.isGuest && (!one.isPrivate || isMine)))
            alone.put(toIndexed(one, i + 1));
        }
        const title = query.join(' ');
        expect(byId(searched(index, index.views.of(eve), title))).toEqual(
          byId(searched(alone, alone.views.everything(), title)),
        );
      }),
    );
  });

  test('hides a channel as soon as it turns private, and shows it again', () => {
    const index = indexOf({ title: 'secret plan', channelId: 5, askerId: 8, authorId: 9 }, 'plan');
    const seen = (memberId: number, channelId: number) =>
      searched(index, index.views.of({ memberId, channelId }), 'secret plan').map(([id]) => id);
    expect(seen(1, 1)).toEqual([1, 2]);
    index.views.setChannel(5, true);
    expect([seen(1, 1), seen(1, 5), seen(8, 1), seen(9, 1)]).toEqual([[2], [1, 2], [1, 2], [1, 2]]);
    index.views.setChannel(5, false);
    expect(seen(1, 1)).toEqual([1, 2]);
  });

  test('counts a word for a reader in what they may see, however many others have it', () => {
    const index = createIndex();
    for (let id = 1; id <= 1_500; id += 1) {
      index.load(toIndexed({ title: 'zeppelin plan', channelId: 5, isPrivate: true }, id));
    }
    index.load(toIndexed({ title: 'zeppelim' }, 1_501));
    index.seal();
    const outside = { memberId: 7, channelId: 1 };
    const inside = { memberId: 7, channelId: 5 };
    const count = (looking: typeof outside) =>
      frequencyIn(index, index.views.of(looking), index.vocabulary.find('zeppelin'));
    expect([count(outside), count(inside), count(outside)]).toEqual([0, 1_500, 0]);
    // A word that only others know corrects nothing.
    expect(searched(index, index.views.of(outside), 'zeppelix').map(([id]) => id)).toEqual([1_501]);
    index.views.setChannel(5, false);
    expect(count(outside)).toBe(1_500);
    index.views.setChannel(5, true);
    expect([count(outside), count(inside)]).toEqual([0, 1_500]);
  });

  test('is to be built anew when much of it is gone', () => {
    const index = createIndex();
    for (let id = 1; id <= 5_000; id += 1) index.load(toIndexed({ title: 'ant' }, id));
    index.seal();
    for (let id = 1; id <= 4_000; id += 1) index.remove(id);
    expect(index.hasShrunk).toBe(false);
    index.remove(4_001);
    expect(index.hasShrunk).toBe(true);
    expect(index.hasGrown).toBe(false);
  });

  test('gives the best in the first stage that the second would give', () => {
    const documents = Array.from({ length: 500 }, (_, i) => `word${i % 50} other${i % 7} same`);
    const index = indexOf(...documents);
    index.seal();
    const view = index.views.everything();
    const { terms } = readQuery(index, view, { title: 'word3 other4' });
    const best = retrieve(index, terms, view, 5).map(({ slot }) => documents[slot]);
    expect(best.slice(0, 2).every((title) => title === 'word3 other4 same')).toBe(true);
    expect(best).toHaveLength(5);
  });
});

describe('a vocabulary', () => {
  test('gives every term one number and knows it again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'binary' })), (terms) => {
        const vocabulary = createVocabulary();
        const ids = terms.map((term) => vocabulary.add(term));
        expect(terms.map((term) => vocabulary.find(term))).toEqual(ids);
        expect(ids.map(vocabulary.term)).toEqual(terms);
        expect(vocabulary.size).toBe(new Set(terms).size);
      }),
    );
  });

  test('tells names of objects from terms', () => {
    const vocabulary = createVocabulary();
    expect(vocabulary.find('constructor')).toBe(-1);
    expect(vocabulary.find('')).toBe(-1);
  });
});
