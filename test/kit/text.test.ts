import { expect, test } from '@jest/globals';
import { ago, code, count, join, person, say, sentence, strong } from '../../commands/kit/text.ts';

const ana = { handle: 'ana', name: 'Ana' };

test('words and values become one text, neighbouring words one string', () => {
  expect(say`a${'b'}${1}c ${strong('d')}${''} e${'f'}`).toEqual(['ab1c ', strong('d'), ' ef']);
});

test('a text inside a text is part of it', () => {
  expect(say`by ${say`${person(ana)}, ${ago(7)}`}.`).toEqual([
    'by ',
    person(ana),
    ', ',
    ago(7),
    '.',
  ]);
});

test('texts are joined where there are any', () => {
  expect(join([[], ['a'], [], [strong('b')], ['c']], ' · ')).toEqual(['a · ', strong('b'), ' · c']);
  expect(join([[], []], ', ')).toEqual([]);
});

test('commands in a sentence are code', () => {
  expect(sentence('Type `help` now.')).toEqual(['Type ', code('help'), ' now.']);
});

test('a number agrees with its noun', () => {
  expect([0, 1, 2].map((n) => count(n, 'answer'))).toEqual(['0 answers', '1 answer', '2 answers']);
  expect(count(2, 'person', 'people')).toBe('2 people');
});
