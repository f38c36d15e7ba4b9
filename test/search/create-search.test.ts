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
