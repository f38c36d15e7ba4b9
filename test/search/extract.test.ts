import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../src/search/analyse.ts';
import { extract } from '../../src/search/extract.ts';

const terms = (words: string) => new Set(analyse(words));
const text = (pieces: readonly { text: string }[]) => pieces.map((piece) => piece.text).join('');
const filler = 'lorem ipsum dolor sit amet '.repeat(30);

describe('an extract', () => {
  test('of a short text is the text', () => {
    expect(extract('Reset it.', terms('nothing'))).toEqual([{ text: 'Reset it.', hit: false }]);
    expect(extract('', terms('x'))).toEqual([]);
  });

  test('is the passage with most of the words, with "…" where it was cut', () => {
    const found = extract(`${filler}reset the commit softly ${filler}`, terms('reset commit'), {
      length: 60,
    });
    expect(text(found)).toMatch(/^… .*reset the commit softly …$/);
    expect(text(found).length).toBeLessThanOrEqual(60 + 4);
  });

  test('is the beginning when no word is in it', () => {
    expect(text(extract(filler, terms('nothing'), { length: 30 }))).toBe(
      'lorem ipsum dolor sit amet …',
    );
  });

  test('marks the words alone, without the space behind them', () => {
    expect(extract('Please reset the commit, now', terms('resets commit'))).toEqual([
      { text: 'Please ', hit: false },
      { text: 'reset', hit: true },
      { text: ' the ', hit: false },
      { text: 'commit,', hit: true },
      { text: ' now', hit: false },
    ]);
  });

  test('begins and ends with a sentence where it can', () => {
    const long = `${filler}. Nothing here. Reset the commit softly. Then go on as before. ${filler}`;
    const shown = text(extract(long, terms('reset commit'), { length: 70 }));
    expect(shown).toBe('… Nothing here. Reset the commit softly. Then go on as before. …');
  });

  test('keeps code whole, and shows it as code', () => {
    const answer =
      'Run `git reset --soft HEAD~1` first.\n\n```sh\ngit add -A\ngit commit\n```\nDone.';
    expect(extract(answer, terms('commit'))).toEqual([
      { text: 'Run ', hit: false },
      { text: 'git reset --soft HEAD~1', hit: false, code: true },
      { text: ' first. ', hit: false },
      { text: 'git add -A git commit', hit: false, code: true },
      { text: ' Done.', hit: false },
    ]);
  });

  test('of code that does not fit shows its words', () => {
    const answer = `\`\`\`\n${'filler line\n'.repeat(60)}git commit --amend\n\`\`\``;
    const shown = extract(answer, terms('amend'), { length: 60 });
    expect(text(shown)).toContain('--amend');
    expect(text(shown).length).toBeLessThanOrEqual(64);
  });

  test('of one endless word is its beginning', () => {
    const [piece, ...others] = extract('x'.repeat(1_000), terms('y'), { length: 50 });
    expect(others).toEqual([]);
    expect(piece?.text).toBe(`${'x'.repeat(49)}…`);
  });

  test('never splits what readers see as one character', () => {
    const family = '👨‍👩‍👧‍👦';
    for (let length = 12; length < 60; length += 1) {
      const shown = text(extract(family.repeat(30), terms('y'), { length }));
      expect(shown.replace('…', '').replaceAll(family, '')).toBe('');
    }
  });

  test('is on one line, well-formed and about as long as asked, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const shown = text(extract(`${one} ${other}`.toWellFormed(), terms(other), { length: 20 }));
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/\n/);
        expect(shown.length).toBeLessThanOrEqual(24);
      }),
    );
  });
});
