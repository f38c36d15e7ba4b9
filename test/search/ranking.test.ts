import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../src/search/analyse.ts';
import { chooseTerms } from '../../src/search/candidates.ts';
import { confidence, worthShowing } from '../../src/search/confidence.ts';
import { coverageOf } from '../../src/search/coverage.ts';
import { type QueryTerm, readQuery, weighTerms } from '../../src/search/query.ts';
import { rank } from '../../src/search/ranking.ts';

const total = 1_000;
const document = (title: string, question = '', answer = '') => ({
  title: analyse(title).join(' '),
  question: analyse(question).join(' '),
  answer: analyse(answer).join(' '),
});
/** The query's terms, each as frequent as it is said to be. */
const terms = (title: string, frequency: Record<string, number> = {}): QueryTerm[] =>
  weighTerms(
    readQuery({ title }),
    new Map(
      Object.entries(frequency).flatMap(([word, n]) => analyse(word).map((term) => [term, n])),
    ),
    total,
  );
const order = (documents: ReturnType<typeof document>[], query: readonly QueryTerm[]) =>
  rank(documents, query).map(({ candidate }) => documents.indexOf(candidate));

describe('ranking', () => {
  test('puts a word in the title before the same word below it', () => {
    const words = terms('vacuum', { vacuum: 10 });
    expect(
      order(
        [document('Other', 'vacuum'), document('Other', '', 'vacuum'), document('vacuum')],
        words,
      ),
    ).toEqual([2, 0, 1]);
  });

  test('puts a rare word before a common one', () => {
    const words = terms('postgres vacuum', { postgres: 500, vacuum: 3 });
    expect(order([document('postgres'), document('vacuum')], words)).toEqual([1, 0]);
  });

  test('puts both words before one, however often', () => {
    const words = terms('postgres vacuum', { postgres: 50, vacuum: 50 });
    expect(
      order([document('vacuum vacuum vacuum vacuum'), document('postgres vacuum')], words),
    ).toEqual([1, 0]);
  });

  test('says how much of the query and of the title is covered', () => {
    const words = terms('is the postgres vacuum slow', { postgres: 5, vacuum: 5, slow: 5 });
    const {
      document: all,
      title,
      ...rest
    } = coverageOf(document('the postgr vacuum full', 'slow'), words);
    expect(all).toBeCloseTo(1);
    expect(title).toBeCloseTo(2 / 3);
    expect(rest).toEqual({ titleExplained: 2 / 3, matched: 3 });
  });

  test('of nothing is nothing', () => {
    expect(rank([], terms('postgres'))).toEqual([]);
    expect(rank([document('')], [])).toMatchObject([{ score: 0 }]);
    expect(coverageOf(document(''), [])).toEqual({
      document: 0,
      title: 0,
      titleExplained: 0,
      matched: 0,
    });
  });
});

describe('the terms looked up', () => {
  test('are the telling ones first, as far as their postings fit the budget', () => {
    const words = terms('the postgres vacuum freeze', {
      the: 990,
      postgres: 400,
      vacuum: 30,
      freeze: 5,
    });
    expect(chooseTerms(words, 1_000)).toEqual({
      terms: ['freez', 'vacuum', 'postgr'],
      match: 'any',
    });
    expect(chooseTerms(words, 100)).toEqual({ terms: ['freez', 'vacuum'], match: 'any' });
  });

  test('are two that must stand together, where each is too common', () => {
    const words = terms('postgres vacuum index', { postgres: 900, vacuum: 800, index: 950 });
    expect(chooseTerms(words, 10)).toEqual({ terms: ['vacuum', 'postgr'], match: 'all' });
  });

  test('are none of those that stand nowhere', () => {
    expect(chooseTerms(terms('postgres vacuum', { postgres: 3 })).terms).toEqual(['postgr']);
  });

  test('are at most 24', () => {
    const words = Array.from({ length: 60 }, (_, i) => `word${i}x`);
    expect(
      chooseTerms(terms(words.join(' '), Object.fromEntries(words.map((w) => [w, 1])))).terms,
    ).toHaveLength(24);
  });
});

describe('confidence', () => {
  const sure = (title: string, frequency: Record<string, number>, ...titles: string[]) => {
    const words = terms(title, frequency);
    return confidence(
      rank(
        titles.map((one) => document(one)),
        words,
      ),
      words,
    );
  };

  test('is none without a hit', () => {
    expect(sure('postgres vacuum', { postgres: 3, vacuum: 3 })).toBe(0);
  });

  test('is none when fewer than two of the words are known', () => {
    expect(sure('postgres', { postgres: 3 }, 'postgres')).toBe(0);
    expect(sure('how do I postgres', { postgres: 3, how: 900, do: 900 }, 'postgres')).toBe(0);
    expect(sure('postgres frobnication', { postgres: 3 }, 'postgres')).toBe(0);
  });

  test('is none when the question speaks mostly of what nobody wrote about', () => {
    const known = { postgres: 3, vacuum: 3 };
    expect(sure('postgres vacuum quux frob blorb', known, 'postgres vacuum')).toBe(0);
  });

  test('is enough for the same question, and not for one that shares a word', () => {
    const known = { undo: 5, commit: 9, chang: 20, changes: 20, keep: 9, index: 5 };
    expect(
      sure('undo commit keep changes', known, 'undo commit keep changes', 'index'),
    ).toBeGreaterThan(worthShowing);
    expect(
      sure(
        'undo commit keep changes',
        known,
        'a commit that broke the index of the site',
        'commit of index',
      ),
    ).toBeLessThan(worthShowing);
  });
});
