import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse, contentTerms } from '../../src/search/analyse.ts';
import { readLanguage } from '../../src/search/stemmers.ts';

describe('names that programmers use', () => {
  test.each([
    ['c#', ['c#']],
    ['C++', ['c++']],
    ['.net', ['.net', 'net']],
    ['ASP.NET', ['asp.net', 'asp', 'net']],
    ['node.js', ['node.js', 'node', 'js']],
    ['--force-with-lease', ['--force-with-lease', 'forc', 'leas']],
    ['-rf', ['-rf', 'rf']],
    ['useEffect', ['useeffect', 'effect']],
    ['XMLHttpRequest', ['xmlhttprequest', 'xml', 'http', 'request']],
    ['snake_case', ['snake_case', 'snake', 'case']],
    ['1.2.3', ['1.2.3', '1.2', '1']],
    ['v20.11', ['20.11', '20']],
    ['HTTP/2', ['http', '2']],
    ['F#', ['f#']],
    ['/etc/hosts.allow', ['/etc/hosts.allow', 'etc', 'host', 'allow']],
    ['well-known', ['well-known', 'well', 'known']],
  ])('%j stays whole, and is found by its parts', (text, terms) => {
    expect(analyse(text)).toEqual(terms);
  });

  test.each(['Is c# good?', 'learn (c#), now', 'c#.', '"c#"', 'c#\n'])('c# is c# in %j', (text) => {
    expect(analyse(text)).toContain('c#');
  });

  test('an error code is one term, whatever its case', () => {
    expect(analyse('ECONNREFUSED')).toHaveLength(1);
    expect(analyse('ECONNREFUSED')).toEqual(analyse('econnrefused'));
  });

  test('a number of a question is no language', () => {
    expect(analyse('see #42')).toEqual(['see', '42']);
  });
});

describe('plain words', () => {
  test('meet in their stem', () => {
    expect(new Set(analyse('connect connected connecting connections'))).toEqual(
      new Set(['connect']),
    );
  });

  test('that say how something is asked carry no meaning', () => {
    expect(contentTerms('How do I connect to the database? It doesn’t, I can’t')).toEqual([
      'connect',
      'databas',
    ]);
  });

  test.each(['Café', 'CAFÉ', 'cafe\u0301', 'ｃａｆｅ'])('%j is cafe', (text) => {
    expect(analyse(text)).toEqual(analyse('cafe'));
  });

  test('of scripts without spaces are told apart', () => {
    expect(analyse('数据库连接超时').length).toBeGreaterThan(1);
    expect(contentTerms('数据库连接超时怎么办')).toEqual(expect.arrayContaining(analyse('连接')));
  });

  test('of other scripts stay themselves', () => {
    expect(analyse('Базы данных')).toHaveLength(2);
    expect(analyse('한국어 검색')).toEqual(analyse('한국어 검색'.normalize('NFD')));
    expect(analyse('İstanbul ISTANBUL')[0]).toBe(analyse('istanbul')[0]);
  });
});

describe('words of a language', () => {
  test.each([
    ['de', 'Häuser', 'Hauses'],
    ['fr', 'chevaux', 'cheval'],
    ['es', 'corriendo', 'correr'],
    ['ru', 'данных', 'данные'],
  ])('(%s) %s meets %s', (language, one, other) => {
    expect(analyse(one, language)).toEqual(analyse(other, language));
    expect(analyse(one)).not.toEqual(analyse(other));
  });

  test('without rules are read as English', () => {
    expect(analyse('connections', 'xx')).toEqual(analyse('connect'));
    expect(() => readLanguage('xx')).toThrow(/Name one of de, en,/);
  });

  test('in quotes are spoken of, and carry meaning', () => {
    expect(contentTerms('the word "who" and “whom”, as I use `this`')).toEqual(
      expect.arrayContaining(['who', 'whom', 'thi']),
    );
    expect(contentTerms('I wonder who said it')).not.toContain('who');
  });
});

test('a long text without spaces is read to its end', () => {
  const terms = analyse(`${'数据库连接超时'.repeat(50)}服务器`);
  expect(terms).toEqual(expect.arrayContaining(analyse('服务器')));
});

describe('any text', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

  test('gives terms without spaces or quotes, and the same in either Unicode form', () => {
    fc.assert(
      fc.property(text, (given) => {
        const terms = analyse(given);
        for (const term of terms) expect(term).toMatch(/^[^\s"]+$/);
        expect(contentTerms(given).every((term) => terms.includes(term))).toBe(true);
        expect(new Set(contentTerms(given)).size).toBe(contentTerms(given).length);
      }),
    );
  });

  test('of accented letters means the same in both Unicode forms', () => {
    const letter = fc.constantFrom(...'éèüñçåøžşğ àb-c.d_e1');
    fc.assert(
      fc.property(fc.array(letter), (letters) => {
        const given = letters.join('');
        expect(analyse(given.normalize('NFD'))).toEqual(analyse(given.normalize('NFC')));
      }),
    );
  });
});

test('code is heard with its first words only', () => {
  const code = Array.from({ length: 500 }, (_, i) => `word${i}`).join(' ');
  const terms = analyse(`before \`\`\`${code}\`\`\` after`);
  expect(terms).toContain('word5');
  expect(terms).not.toContain('word400');
  expect(terms.at(-1)).toBe('after');
});
