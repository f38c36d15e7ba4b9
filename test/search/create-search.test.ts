import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSearch } from '../../src/search/create-search.ts';
import { hostileQueries } from '../bench/search/hostile.ts';
import { ownSet } from '../bench/search/own-set.ts';

const { search } = createSearch(ownSet.documents);

describe('the engine on plain documents', () => {
  test('finds the answer, says how sure it is, and shows the passage', () => {
    const { results, verdict } = search('How can I undo my last commit but keep the changes?');
    const [best] = results;
    expect(best?.id).toBe('0');
    expect(best?.confidence).toBeGreaterThan(0.5);
    expect(verdict).toBe('one');
    expect(best?.extract.map(({ text }) => text).join('')).toContain('git reset --soft');
    expect(best?.extract.some(({ hit }) => hit)).toBe(true);
    const scores = results.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('finds with details what the title alone does not say', () => {
    const details = 'kubectl rollout of a deployment in kubernetes failed';
    expect(search('Going back to the version before', { details }).results[0]?.id).toBe('15');
  });

  test('is silent about what nobody wrote about', () => {
    expect(search('How do I bake sourdough bread at home?').verdict).toBe('silence');
    expect(search('help').verdict).toBe('silence');
    expect(search('').results).toEqual([]);
  });

  test('gives at most as many as it is asked for', () => {
    expect(search('How do I read a file in Python or C++?', { limit: 2 }).results).toHaveLength(2);
  });

  test('of no documents finds nothing', () => {
    expect(createSearch([]).search('anything')).toMatchObject({ results: [], verdict: 'silence' });
  });

  test('takes ids of any kind and documents that say little', () => {
    const key = { file: 'a.md' };
    const odd = createSearch<unknown>([
      { id: 7, title: 'Undo a commit', body: null, answer: null },
      { id: key, body: 'How do I undo a commit that is pushed?', answer: 'git revert' },
      { id: undefined },
      { id: 7n, title: '' },
    ]);
    expect(odd.size).toBe(4);
    const { results } = odd.search('undo a commit');
    expect(results.map(({ id }) => id)).toEqual([7, key]);
    expect(results[0]?.extract.map(({ text }) => text).join('')).toBe('Undo a commit');
    expect(odd.search('nothing of this').results).toEqual([]);
  });

  test('finds what is added later, and no longer what is replaced or removed', () => {
    const changing = createSearch([{ id: 'a', title: 'Undo a commit', answer: 'git reset' }]);
    const found = (text: string) => changing.search(text).results.map(({ id }) => id);
    changing.add({ id: 'b', title: 'Rename a branch', answer: 'git branch -m' });
    expect(found('rename branch')).toEqual(['b']);
    changing.add({ id: 'a', title: 'Split a commit', answer: 'git rebase -i' });
    expect(found('undo')).toEqual([]);
    expect(found('split')).toEqual(['a']);
    expect(changing.remove('a')).toBe(true);
    expect(changing.remove('a')).toBe(false);
    expect(found('split')).toEqual([]);
    expect(changing.size).toBe(1);
    changing.add({ id: 'a', title: 'Undo a commit' });
    expect(found('undo')).toEqual(['a']);
  });

  test('of two documents with one id keeps the last', () => {
    const { size, search } = createSearch([
      { id: 'a', title: 'Undo a commit' },
      { id: 'a', title: 'Rename a branch' },
    ]);
    expect(size).toBe(1);
    expect(search('undo').results).toEqual([]);
    expect(search('rename').results.map(({ id }) => id)).toEqual(['a']);
  });

  test('reads words by the rules of a language', () => {
    const documents = [
      { id: 'a', title: 'Welche Häuser stehen leer?', question: '', answer: 'Diese.' },
      { id: 'b', title: 'Welche Gärten blühen?', body: 'Im Mai', answer: 'Jene.' },
    ];
    const german = createSearch(documents, { language: 'de' });
    expect(german.search('leeres Haus').results[0]?.id).toBe('a');
    expect(german.search('Garten im Mai').results[0]?.id).toBe('b');
  });
});

describe('whatever is typed', () => {
  const use = (title: string, details?: string) => {
    const { results, verdict } = search(title, { ...(details !== undefined && { details }) });
    for (const { score, confidence, extract } of results) {
      expect(Number.isFinite(score)).toBe(true);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(extract.length).toBeGreaterThan(0);
    }
    return verdict;
  };

  test.each(Object.entries(hostileQueries))('(%s) it gives results or none', (_name, text) => {
    expect(['one', 'list', 'silence']).toContain(use(text));
    use('How do I undo a commit?', text);
  });

  test('it gives results or none', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('commit', 'NOT', 'useEffect', '"', 'git', '--force', 'c#', '.net', '``` a'),
    );
    const text = fc.array(word).map((words) => words.join(' '));
    fc.assert(fc.property(text, text, (title, details) => void use(title, details)));
  });
});
