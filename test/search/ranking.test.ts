import { describe, expect, test } from '@jest/globals';
import { confidenceOf } from '../../src/search/confidence.ts';
import { coverageOf } from '../../src/search/coverage.ts';
import { find } from '../../src/search/find.ts';
import type { SearchIndex } from '../../src/search/index/index.ts';
import { listFrom, oneFrom, verdictOn, worthShowing } from '../../src/search/policy.ts';
import { readQuery } from '../../src/search/query.ts';
import { telling } from '../../src/search/ranking.ts';
import { indexOf, type Written } from './corpus.ts';

const search = (index: SearchIndex, title: string, details = '') =>
  find(index, index.views.everything(), { title, details });
/** The ids of what is found, best first. */
const found = (index: SearchIndex, title: string, details?: string) =>
  search(index, title, details).hits.map(({ slot }) => index.idOf(slot));
const filler = (count: number): Written[] =>
  Array.from({ length: count }, (_, i) => ({ title: `Something else ${i}`, answer: `lorem ${i}` }));

describe('ranking', () => {
  test('puts a word in the title before the same word below it, and that before one in the answer', () => {
    const index = indexOf(
      { title: 'Other', question: 'vacuum' },
      { title: 'Other', answer: 'vacuum' },
      'vacuum',
    );
    expect(found(index, 'vacuum')).toEqual([3, 1, 2]);
  });

  test('puts a rare word before a common one', () => {
    const index = indexOf('postgres', 'vacuum', 'postgres tables', 'postgres rows');
    expect(found(index, 'postgres vacuum')[0]).toBe(2);
  });

  test('puts both words before one, however often', () => {
    const index = indexOf('vacuum vacuum vacuum vacuum', 'postgres vacuum', ...filler(5));
    expect(found(index, 'postgres vacuum')).toEqual([2, 1]);
  });

  test('puts words side by side before the same words apart', () => {
    const index = indexOf('index of a partial table', 'table of a partial index', ...filler(5));
    expect(found(index, 'partial index')).toEqual([2, 1]);
  });

  test('counts what the title asks more than the details', () => {
    const index = indexOf('postgres', 'vacuum', ...filler(5));
    expect(found(index, 'vacuum', 'postgres')).toEqual([2, 1]);
  });

  test('gives a thread once, and what was kept of it before another answer that is as good', () => {
    const index = indexOf(
      { title: 'vacuum', answer: 'one', thread: 7 },
      { title: 'vacuum', answer: 'two', thread: 7, isKept: true },
      { title: 'vacuum', answer: 'three', thread: 8 },
    );
    expect(found(index, 'vacuum')).toEqual([2, 3]);
  });

  test('of function words alone finds what has them', () => {
    expect(found(indexOf('To be or not to be', 'Other words'), 'to be')).toEqual([1]);
  });

  test('does not come upon a document by function words when the question has others', () => {
    expect(found(indexOf('How do I knit?', 'Baking bread'), 'How do I bake?')).toEqual([2]);
  });

  test('takes function words in quotes for what is asked about', () => {
    const index = indexOf('When do I write "who" in a letter?', 'How do I write a letter?');
    expect(found(index, '"who" in a letter')[0]).toBe(1);
  });
});

describe('a name that programmers write in one', () => {
  const index = indexOf(
    'When does useEffect run?',
    'How do I use an effect pedal?',
    'node.js memory',
    'A node in a graph',
  );

  test('is found as a whole where it is known, not by its parts', () => {
    expect(found(index, 'useEffect')).toEqual([1]);
    expect(found(index, 'node.js')).toEqual([3]);
  });

  test('is found by one of its parts', () => {
    expect(found(index, 'effect')).toEqual([1, 2]);
  });

  test('is found by its parts where nobody wrote it', () => {
    expect(found(index, 'pedalEffect')).toEqual([2, 1]);
  });
});

describe('spelling', () => {
  const index = indexOf('postgres vacuum', 'connection refused', 'a connector');

  test.each(['vacum', 'vacuumm', 'vacuun', 'vaucum'])('%j is one edit from vacuum', (typed) => {
    expect(found(index, typed)).toEqual([1]);
  });

  test('is corrected only where the word is unknown, with the same first letter, and long enough', () => {
    expect(found(index, 'connector')).toEqual([3]);
    expect(found(index, 'bacuum')).toEqual([]);
    expect(found(indexOf('cat'), 'cut')).toEqual([]);
  });
});

describe('the terms looked up', () => {
  test('are without the common ones, but for the two rarest', () => {
    const term = (frequency: number) => ({
      id: frequency,
      term: `${frequency}`,
      frequency,
      worth: 1 / frequency,
      idf: 1,
      inTitle: true,
      isMeaningful: true,
    });
    const looked = (...frequencies: number[]) =>
      telling(frequencies.map(term), 100_000).map(({ frequency }) => frequency);
    expect(looked(50, 90_000, 20_000, 400)).toEqual([50, 400]);
    expect(looked(90_000, 80_000, 70_000)).toEqual([70_000, 80_000]);
  });
});

describe('coverage', () => {
  test('says how much of the question and of the title is covered', () => {
    const index = indexOf({ title: 'The postgres vacuum full', question: 'slow' }, ...filler(9));
    const view = index.views.everything();
    const { terms } = readQuery(index, view, { title: 'is the postgres vacuum slow' });
    const { document, title, titleExplained, matched } = coverageOf(index, view, 0, terms);
    expect(document).toBeCloseTo(1);
    expect(title).toBeCloseTo(2 / 3);
    expect(titleExplained).toBeCloseTo(0.75);
    expect(matched).toBe(3);
  });
});

describe('confidence', () => {
  const sure = (question: string, ...titles: (string | Written)[]) => {
    const findings = search(indexOf(...titles, ...filler(40)), question);
    const [best] = findings.hits;
    return best ? confidenceOf(findings, best) : 0;
  };

  test('is enough for the same question, and not for one that shares a word', () => {
    const known = ['Undo a commit and keep the changes', 'Index a table', 'Change a password'];
    expect(sure('undo commit keep changes', ...known)).toBeGreaterThan(oneFrom);
    expect(sure('Which index does my table use after a change?', known[0] ?? '')).toBe(0);
    expect(sure('A commit broke the password index', ...known)).toBeLessThan(listFrom);
  });

  test('is none when fewer than two of the words are known, or most are not', () => {
    expect(sure('postgres', 'postgres')).toBe(0);
    expect(sure('how do I postgres', 'postgres how')).toBe(0);
    expect(sure('postgres vacuum quux frob blorb', 'postgres vacuum')).toBe(0);
  });

  test.each([
    ['Upgrade the cluster to 16.4 safely', 'Upgrade the cluster to 15.2 safely'],
    ['Connection fails with ECONNRESET today', 'Connection fails with ECONNREFUSED today'],
    ['Server answers 404 behind proxy', 'Server answers 502 behind proxy'],
    ['Build is not cached by docker', 'Build is cached by docker'],
  ])('is none for %j when %j is all there is', (question, title) => {
    expect(sure(question, title)).toBe(0);
    expect(sure(question, question)).toBeGreaterThan(oneFrom);
  });

  test('is less where another answer fits as well, but not where it is the same answer', () => {
    const asked = 'undo commit keep changes';
    const one = sure(asked, { title: 'Undo a commit, keep changes', answer: 'Reset it softly.' });
    const [same, other] = ['Reset it softly.', 'Ask a colleague.'].map((answer) =>
      sure(
        asked,
        { title: 'Undo a commit, keep changes', answer: 'Reset it softly.' },
        { title: 'Undo my commit, keep changes', answer },
      ),
    );
    expect(other).toBeLessThan(same ?? 0);
    expect(same).toBeGreaterThan(one - 0.1);
  });
});

describe('what is shown before a question is posted', () => {
  const hits = [10, 9, 8, 7, 6, 4].map((score) => ({ score }));
  test.each([
    [0.6, 'one', 1],
    [0.5, 'one', 1],
    [0.4, 'list', 4],
    [0.3, 'list', 4],
    [0.29, 'silence', 0],
  ] as const)('at a probability of %d is %s', (confidence, verdict, count) => {
    expect(verdictOn(confidence)).toBe(verdict);
    expect(worthShowing(hits, confidence)).toHaveLength(count);
  });

  test('in a list is close to the best', () => {
    expect(worthShowing([{ score: 10 }, { score: 4 }], 0.4)).toHaveLength(1);
  });
});
